import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import uvicorn
from fastapi import FastAPI

from inkdigits.errors import WorkError
from inkdigits.recognizer import usable_cpus
from inkdigits.serving._app import build_app
from inkdigits.serving._files import allow_many_files
from inkdigits.serving._log import log_to_stderr
from inkdigits.serving._metrics import Metrics
from inkdigits.serving._protocol import ImpatientProtocol
from inkdigits.serving._settings import Settings
from inkdigits.serving._shared import clear_up, join_counts, leave_counts, shared_folder
from inkdigits.serving._workers import run_workers

_BACKLOG = 2048
_ACCEPTED_AT_ONCE = 128
# More than a request may take; only a client that does not fetch its answer is cut off.
_GRACE_SECONDS = 120


def listen(host: str, port: int, workers: int = 1) -> list[socket.socket]:
    """Sockets that clients can connect to; they wait until `serve` takes these.

    Args:
        host: the address to listen on.
        port: 0 takes a free one.
        workers: how many sockets there are at the address; the system deals out the connections
            among them.

    Raises:
        WorkError: they cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        if workers == 1:
            return [_listen((host, port), family)]
        return _listen_together((host, port), family, workers)
    except OSError as problem:
        # Python makes the reason longer than it is; of a name that is not found there is no number.
        reason = os.strerror(problem.errno) if problem.errno and problem.errno > 0 else problem
        raise WorkError(
            f"cannot listen on {host}, port {port} ({reason}); choose another address or port"
        ) from problem


def _listen_together(
    address: tuple[Any, ...], family: socket.AddressFamily, workers: int
) -> list[socket.socket]:
    """Sockets at one address among which the system deals out the connections."""
    if not hasattr(socket, "SO_REUSEPORT"):
        raise WorkError("this system does not deal out connections; take one worker")
    # By itself it shows that nobody else listens there, with whom these would share them.
    with _listen(address, family) as alone:
        address = alone.getsockname()
    return [_listen(address, family, reuse_port=True) for _ in range(workers)]


def _listen(
    address: tuple[Any, ...], family: socket.AddressFamily, *, reuse_port: bool = False
) -> socket.socket:
    listener = socket.create_server(
        address[:2], family=family, backlog=_BACKLOG, reuse_port=reuse_port
    )
    # Connections inherit it. asyncio sets it where it knows that a socket speaks TCP, which one of
    # create_server does not say; without it answers wait 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


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
            # asyncio tries to accept as many at once, and logs each failure.
            backlog=_ACCEPTED_AT_ONCE,
        )
    )


def serve(app: FastAPI, listeners: Sequence[socket.socket]) -> None:
    """Serve until SIGTERM or Ctrl-C; then take nothing more, and finish what was accepted.

    Args:
        app: as `create_app` makes it.
        listeners: as `listen` makes them. Where there are several, a process answers at each, with
            an application like `app`, which has models and queues of its own; what is counted is
            added up.

    Raises:
        WorkError: several processes cannot count together.
    """
    if len(listeners) == 1:
        _answer(app, listeners[0])
        return
    log_to_stderr()
    settings = replace(app.state.settings, threads=max(1, usable_cpus() // len(listeners)))
    with shared_folder() as folder:
        run_workers(
            partial(_answer_as_worker, settings, folder), listeners, partial(leave_counts, folder)
        )


def _answer_as_worker(
    settings: Settings, folder: Path, place: int, listener: socket.socket
) -> None:
    _answer(build_app(settings, Metrics(join_counts(folder, place))), listener)
    clear_up(folder)


def _answer(app: FastAPI, listener: socket.socket) -> None:
    log_to_stderr()
    allow_many_files()
    # Requests go side by side, each on one CPU; OpenCV would take all of them for each, and use
    # up more time in handing out the work than in doing it.
    cv2.setNumThreads(1)
    server = make_server(app)
    # For signals that come before uvicorn minds them. When it is done it raises the signal once
    # more, which would end the process as if it had been killed; but who was told to stop, and
    # has stopped, did not fail.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    server.run([listener])
