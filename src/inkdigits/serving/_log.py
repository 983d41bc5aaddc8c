import json
import logging
from datetime import UTC, datetime

_FIELDS = ("request", "method", "route", "status", "seconds", "received", "sent")


class JsonLines(logging.Formatter):
    """A JSON object on a line for each event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: getattr(record, name) for name in _FIELDS if hasattr(record, name)},
        }
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event)


def log_to_stderr() -> None:
    """Log as a server does: what happened as it happens, on stderr, for machines to read."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for name in ("inkdigits.serving", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
    # What is wrong with a body is told to who sent it.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
