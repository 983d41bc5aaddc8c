"""Work off the event loop, many jobs at a time, and no more waiting than can be answered soon."""

import asyncio
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from time import perf_counter
from typing import Generic, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")

_REMEMBERED = 0.2  # how much the latest batch counts in the mean time of a job


class BusyError(Exception):
    """The queue has no room."""


class Batcher(Generic[Job, Answer]):
    """Answers jobs in worker threads.

    Nobody waits for a batch to fill: a free worker takes what there is, so one job alone is
    answered at once, and under load the batches grow by themselves. Use it from one event loop.

    Args:
        work: answers jobs, in their order; an exception in place of an answer is raised to whoever
            waits for that one. It runs in a worker thread.
        workers: how many threads.
        most_waiting: jobs that may wait.
        most_in_batch: jobs that `work` is given at once.
        weigh: how heavy a job is.
        most_weight: of a batch; a job that is heavier by itself goes alone.
        watch_queue: is told how many wait, whenever that changes.
        watch_batch: is told the size of each batch when it is done, and the seconds it took.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Job]], Sequence[Answer | Exception]],
        workers: int,
        most_waiting: int,
        most_in_batch: int = 1,
        weigh: Callable[[Job], int] = lambda job: 1,
        most_weight: float = math.inf,
        watch_queue: Callable[[int], None] = lambda waiting: None,
        watch_batch: Callable[[int, float], None] = lambda size, seconds: None,
    ) -> None:
        self._work, self._weigh = work, weigh
        self._watch_queue, self._watch_batch = watch_queue, watch_batch
        self._most_in_batch, self._most_weight = most_in_batch, most_weight
        self._threads = ThreadPoolExecutor(workers)
        self._workers, self._idle = workers, workers
        # In the order in which they came; by their futures, so that one can leave from the middle.
        self._waiting: dict[asyncio.Future[Answer], Job] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._most_waiting = most_waiting
        self._seconds_a_job = 0.0

    @property
    def waiting(self) -> int:
        """How many jobs wait for a worker."""
        return len(self._waiting)

    @property
    def is_full(self) -> bool:
        """Whether not one more job would be taken on."""
        return len(self._waiting) >= self._most_waiting

    @property
    def seconds_until_empty(self) -> int:
        """How long what waits should take, by what the latest jobs took; at least 1."""
        return max(1, math.ceil(self._seconds_a_job * len(self._waiting) / self._workers))

    def submit(self, jobs: Sequence[Job]) -> list[asyncio.Future[Answer]]:
        """Take on all of these jobs or none.

        Returns:
            A future for each job; to cancel one that still waits takes it off the queue.

        Raises:
            BusyError: there is no room for so many.
        """
        # More than ever fit are taken when nobody else waits, or they never would be.
        if self._waiting and len(self._waiting) + len(jobs) > self._most_waiting:
            raise BusyError("the queue is full")
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[Answer]] = [loop.create_future() for _ in jobs]
        for future, job in zip(futures, jobs, strict=True):
            self._waiting[future] = job
            future.add_done_callback(self._forget)
        self._employ()
        return futures

    async def close(self) -> None:
        """Finish what was taken on, and end the threads."""
        while self._running:
            await asyncio.wait(self._running)
        await asyncio.to_thread(self._threads.shutdown)

    def _forget(self, future: "asyncio.Future[Answer]") -> None:
        if self._waiting.pop(future, None) is not None:
            self._watch_queue(len(self._waiting))

    def _employ(self) -> None:
        """Give idle workers what waits."""
        while self._idle and self._waiting:
            batch = self._next_batch()
            self._idle -= 1
            task = asyncio.get_running_loop().create_task(self._run(batch))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        self._watch_queue(len(self._waiting))

    def _next_batch(self) -> "dict[asyncio.Future[Answer], Job]":
        """What waits, or the fair part of it where several workers are idle."""
        batch: dict[asyncio.Future[Answer], Job] = {}
        weight, fair_part = 0, math.ceil(len(self._waiting) / self._idle)
        for future, job in islice(self._waiting.items(), min(fair_part, self._most_in_batch)):
            weight += self._weigh(job)
            if batch and weight > self._most_weight:
                break
            batch[future] = job
        for future in batch:
            del self._waiting[future]
        return batch

    async def _run(self, batch: "dict[asyncio.Future[Answer], Job]") -> None:
        loop, jobs, start = asyncio.get_running_loop(), list(batch.values()), perf_counter()
        answers: Sequence[Answer | Exception]
        try:
            answers = await loop.run_in_executor(self._threads, self._work, jobs)
        except Exception as problem:
            answers = [problem] * len(jobs)
        seconds = perf_counter() - start
        self._watch_batch(len(jobs), seconds)
        self._seconds_a_job += _REMEMBERED * (seconds / len(jobs) - self._seconds_a_job)
        for future, answer in zip(batch, answers, strict=True):
            if future.done():  # whoever asked has left
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
        self._idle += 1
        self._employ()
