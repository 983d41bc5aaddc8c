import signal

import uvicorn

from inkdigits.serving._app import create_app
from inkdigits.serving._settings import Settings


def serve(host: str, port: int, settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C; then finish what was accepted.

    Args:
        host: the address to listen on.
        port: 0 takes a free one.
        settings: what to answer with.
    """
    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=round(settings.answer_seconds),
    )
    # uvicorn raises the signal again when it is done; a server that was told to stop and has
    # stopped did not fail.
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.signal(signal.SIGINT, lambda *_: None)
    uvicorn.Server(config).run()
