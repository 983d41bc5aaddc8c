"""The processes of this machine."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Any, Generic

from inkdigits.engines._engine import Answer, Do, Item
from inkdigits.engines._threads import limit_threads
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
        with self.hold(work) as do:
            yield from do(items)

    @contextlib.contextmanager
    def hold(self, work: Callable[[Item], Answer]) -> Iterator[Do[Item, Answer]]:
        """See Engine."""
        processes = _Processes(work, self._workers, self._cores)
        try:
            yield processes.do
        except BaseException:
            processes.end_at_once()
            raise
        finally:
            processes.close()


class _Processes(Generic[Item, Answer]):
    """A pool that is opened when it is needed, and anew when one of it has died."""

    def __init__(self, work: Callable[[Item], Answer], workers: int, cores: int) -> None:
        self._work, self._workers, self._cores = work, workers, cores
        self._pool: ProcessPoolExecutor | None = None
        self._ends: tuple[Connection, ...] = ()

    def do(self, items: Sequence[Item]) -> Iterator[tuple[Item, Answer]]:
        """See Do."""
        left, deaths = dict(enumerate(items)), 0
        while left and deaths < _MOST_DEATHS:
            try:
                for number, answer in self._try(left):
                    deaths = 0
                    yield left.pop(number), answer
            except BrokenProcessPool:
                deaths += 1
                self.close()
        if left:
            raise WorkError(
                f"the processes ended {deaths} times with nothing done; is there memory enough for "
                f"{self._workers} of them? Try fewer workers"
            )

    def _try(self, items: dict[int, Item]) -> Iterator[tuple[int, Answer]]:
        """Work until all is done, or a process dies: with it all of the pool do."""
        waiting = iter(tuple(items.items()))
        pool = self._open()
        running: dict[Future[Answer], int] = {}
        while True:
            while len(running) < 2 * self._workers and (one := next(waiting, None)):
                running[pool.submit(_work, one[1])] = one[0]
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("spawn")
            self._ends = context.Pipe(duplex=False)
            start = (self._work, self._cores, self._ends[0])
            self._pool = ProcessPoolExecutor(self._workers, context, _begin, start)
        return self._pool

    def end_at_once(self) -> None:
        """End the processes, whatever they are at."""
        if self._ends:
            self._ends[1].close()

    def close(self) -> None:
        """Let the processes end what they are at, if they still are."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        for end in self._ends:
            end.close()
        self._ends = ()


_works: list[Callable[[Any], Any]] = []  # of this process


def _begin(work: Callable[[Any], Any], cores: int, end: Connection) -> None:
    """Make ready a process."""
    limit_threads(cores)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all, and answered by one
    threading.Thread(target=_end_with_parent, args=(end,), daemon=True).start()
    _works.append(work)


def _work(item: Any) -> Any:
    return _works[0](item)


def _end_with_parent(end: Connection) -> None:
    """A pool's processes wait for work for ever if whoever gives it is killed."""
    parent = parent_process()
    assert parent is not None
    wait_for([parent.sentinel, end])
    os._exit(1)
