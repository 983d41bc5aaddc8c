"""The processes of this machine."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from typing import Any

from inkdigits.engines._engine import Answer, Item
from inkdigits.errors import WorkError
from inkdigits.recognizer import usable_cpus

_MOST_DEATHS = 20  # with nothing done between


class LocalEngine:
    """Works with processes of this machine. One that dies is replaced.

    Args:
        workers: how many processes; None takes as many as there are cores for.
        cores: that each of them may keep busy.
    """

    def __init__(self, workers: int | None = None, cores: int = 1) -> None:
        self._workers, self._cores = workers or max(1, usable_cpus() // cores), cores

    def map(
        self, work: Callable[[Item], Answer], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Answer]]:
        """See Engine."""
        left, deaths = dict(enumerate(items)), 0
        while left and deaths < _MOST_DEATHS:
            try:
                for number, answer in self._run_pool(work, left):
                    deaths = 0
                    yield left.pop(number), answer
            except BrokenProcessPool:
                deaths += 1
        if left:
            raise WorkError(
                f"the processes ended {deaths} times with nothing done; is there memory enough for "
                f"{self._workers} of them? Try fewer workers"
            )

    def _run_pool(
        self, work: Callable[[Item], Answer], items: dict[int, Item]
    ) -> Iterator[tuple[int, Answer]]:
        """Work until all is done, or a process dies: with it all of the pool do."""
        waiting = iter(tuple(items.items()))
        start = (work, self._cores)
        pool = ProcessPoolExecutor(self._workers, get_context("spawn"), _begin, start)
        try:
            running: dict[Future[Answer], int] = {}
            while True:
                while len(running) < 2 * self._workers and (one := next(waiting, None)):
                    running[pool.submit(_work, one[1])] = one[0]
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()
        finally:
            pool.shutdown(cancel_futures=True)


_works: list[Callable[[Any], Any]] = []  # of this process


def _begin(work: Callable[[Any], Any], cores: int) -> None:
    """Make ready a process."""
    import cv2

    os.environ["OMP_NUM_THREADS"] = str(cores)
    cv2.setNumThreads(cores)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all, and answered by one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _works.append(work)


def _work(item: Any) -> Any:
    return _works[0](item)


def _end_with_parent() -> None:
    """A pool's processes wait for work for ever if whoever gives it is killed."""
    parent = parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os._exit(1)
