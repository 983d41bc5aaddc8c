import os
import signal
import socket

import uvicorn
from fastapi import FastAPI

from inkdigits.errors import WorkError
from inkdigits.serving._log import log_to_stderr
from inkdigits.serving._protocol import ImpatientProtocol

_BACKLOG = 2048
# More than a request may take; only a client that does not fetch its answer is cut off.
_GRACE_SECONDS = 120


def listen(host: str, port: int) -> socket.socket:
    """A socket that clients can connect to; they wait until `serve` takes it.

    Args:
        host: the address to listen on.
        port: 0 takes a free one.

    Raises:
        WorkError: it cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as problem:
        # Python makes the reason longer than it is; of a name that is not found there is no number.
        reason = os.strerror(problem.errno) if problem.errno and problem.errno > 0 else problem
        raise WorkError(
            f"cannot listen on {host}, port {port} ({reason}); choose another address or port"
        ) from problem


def make_server(app: FastAPI) -> uvicorn.Server:
    """uvicorn, told what it must know; `run([listener])` starts it, `should_exit` ends it."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=ImpatientProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; then take nothing more, and finish what was accepted.

    Args:
        app: as `create_app` makes it.
        listener: as `listen` makes it.
    """
    log_to_stderr()
    # When uvicorn is done it raises the signal once more, which would end the process as if it
    # had been killed; but who was told to stop, and has stopped, did not fail.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    make_server(app).run([listener])
