"""Notes each request, in the log and in the metrics; what was sent or read stands in neither."""

import logging
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inkdigits.serving._json import JsonAnswer
from inkdigits.serving._metrics import Metrics
from inkdigits.serving._problems import FAILURE

_log = logging.getLogger("inkdigits.serving")

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


class Journal:
    """Notes each request, and answers where the application failed to.

    Args:
        app: what answers.
        metrics: what counts.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        entry = _Entry(scope, receive, send)
        try:
            await self._app(scope, entry.receive, entry.send)
        except Exception:
            _log.exception("failed", extra={"request": entry.id})
            if entry.status is not None:  # half an answer is out already
                raise
            await JsonAnswer({"error": FAILURE}, 500)(scope, receive, entry.send)
        finally:
            self._write(entry)

    def _write(self, entry: "_Entry") -> None:
        seconds = perf_counter() - entry.start
        status = entry.status or 500
        self._metrics.count(entry.method, entry.route, status, seconds, entry.received)
        _log.info(
            "answered",
            extra={
                "request": entry.id,
                "method": entry.method,
                "route": entry.route,
                "status": status,
                "seconds": round(seconds, 6),
                "received": entry.received,
                "sent": entry.sent,
            },
        )


class _Entry:
    """A request, as far as it has come.

    Attributes:
        id: made up here, and told to the caller.
        status: of the answer; None before there is one.
        received: bytes of the body.
        sent: bytes of the answer's body.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self.id = uuid4().hex
        self.start = perf_counter()
        self.status: int | None = None
        self.received = self.sent = 0

    @property
    def method(self) -> str:
        """The method; whatever a caller may invent is one to the metrics."""
        method: str = self._scope["method"]
        return method if method in _METHODS else "other"

    @property
    def route(self) -> str:
        """The address as the application declares it, without what a caller puts in it."""
        return getattr(self._scope.get("route"), "path", "other")

    async def receive(self) -> Message:
        """See ASGI."""
        message = await self._receive()
        self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        """See ASGI."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-Id"] = self.id
        self.sent += len(message.get("body", b""))
        await self._send(message)
