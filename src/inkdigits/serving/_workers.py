"""Several processes that answer at one address; one that dies is replaced."""

import logging
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import FrameType

_log = logging.getLogger("inkdigits.serving")

_PAUSE = 1.0  # seconds before one that died is replaced: it may die again at once

Work = Callable[[socket.socket], None]


def run_workers(work: Work, listeners: Sequence[socket.socket]) -> None:
    """Run one process for each listener until SIGTERM or Ctrl-C, which they are told too.

    Each has a listener of its own, among which the system deals out the connections; those of one
    that died wait for its successor.

    Args:
        work: what a process does; to be pickled. It ends when told by SIGTERM.
        listeners: of one address.
    """
    stopping = threading.Event()
    workers = {_start(work, listener): listener for listener in listeners}

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        for worker in workers:
            worker.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while workers:
        wait([worker.sentinel for worker in workers])
        for worker in [worker for worker in workers if not worker.is_alive()]:
            listener = workers.pop(worker)
            if not stopping.is_set():
                _log.error("a worker died (%s) and is replaced", worker.exitcode)
                stopping.wait(_PAUSE)
            if not stopping.is_set():
                workers[successor := _start(work, listener)] = listener
                if stopping.is_set():  # told while that one was started
                    successor.terminate()


def _start(work: Work, listener: socket.socket) -> SpawnProcess:
    worker = multiprocessing.get_context("spawn").Process(target=_begin, args=(work, listener))
    worker.start()
    return worker


def _begin(work: Work, listener: socket.socket) -> None:
    """In the new process: Ctrl-C is its parent's affair, without which it ends."""
    os.setsid()
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
    work(listener)
