"""Several processes that answer at one address; one that dies is replaced."""

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

_log = logging.getLogger("inkdigits.serving")

_TICK = 0.2  # seconds after which a signal is noticed at the latest
_PAUSE, _LONGEST = 1.0, 60.0  # seconds before a dead one is replaced: at first, and at most
_SOUND = 60.0  # seconds that one lives which does not die of what it was given

Work = Callable[[int, socket.socket], None]
Bury = Callable[[int], None]


def run_workers(work: Work, listeners: Sequence[socket.socket], bury: Bury) -> None:
    """Run one process for each listener until SIGTERM or Ctrl-C, which they are told too.

    Each has a listener of its own, among which the system deals out the connections; what one that
    died had not taken yet waits for its successor.

    Args:
        work: what a process does, given the number of its listener and that; to be pickled. It
            ends when told by SIGTERM.
        listeners: of one address; in the end they are closed.
        bury: is given the number of one that died before it is replaced.
    """
    told = list[int]()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: told.append(number))
    posts = [_Post(work, bury, place, listener) for place, listener in enumerate(listeners)]
    while not told:
        for post in posts:
            post.look_after()
        wait([post.worker.sentinel for post in posts if post.worker], _TICK)
    for post in posts:
        post.close()
    for post in posts:
        if post.worker is not None:
            post.worker.join()


class _Post:
    """A listener, and who answers there.

    Attributes:
        worker: the process; None while its successor is waited for.
    """

    def __init__(self, work: Work, bury: Bury, place: int, listener: socket.socket) -> None:
        self._work, self._bury = work, bury
        self._place, self._listener = place, listener
        self._since = self._due = 0.0
        self._pause = _PAUSE
        self.worker: SpawnProcess | None = None

    def look_after(self) -> None:
        """See that somebody is there, or soon will be."""
        now = time.monotonic()
        if self.worker is not None and not self.worker.is_alive():
            self._pause = _PAUSE if now - self._since > _SOUND else min(2 * self._pause, _LONGEST)
            _log.error(
                "a worker died (%s) and is replaced in %g s", self.worker.exitcode, self._pause
            )
            self.worker, self._due = None, now + self._pause
            self._bury(self._place)
        if self.worker is None and now >= self._due:
            context = multiprocessing.get_context("spawn")
            self.worker = context.Process(
                target=_begin, args=(partial(self._work, self._place), self._listener)
            )
            self.worker.start()
            self._since = now

    def close(self) -> None:
        """Take no more connections, and have the worker finish what it took."""
        self._listener.close()
        if self.worker is not None:
            self.worker.terminate()


def _begin(work: Callable[[socket.socket], None], listener: socket.socket) -> None:
    """In the new process: Ctrl-C is its parent's affair, without which it ends."""
    os.setsid()
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
    work(listener)
