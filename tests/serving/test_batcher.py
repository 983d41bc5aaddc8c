import asyncio
import threading
from collections.abc import Sequence

import pytest

from inkdigits.serving._batcher import Batcher, BusyError


class Doubler:
    """Work that doubles numbers, and waits before that until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.threads: set[int] = set()
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)

    def __call__(self, jobs: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(jobs))
        self.threads.add(threading.get_ident())
        self.begun.release()
        assert self.go.wait(60)
        return [ValueError(f"got {job}") if job < 0 else 2 * job for job in jobs]


async def begun(work: Doubler) -> None:
    assert await asyncio.to_thread(work.begun.acquire, timeout=60)


def test_each_job_gets_its_own_answer_in_another_thread() -> None:
    async def run() -> None:
        work = Doubler()
        work.go.set()
        batcher = Batcher(work, workers=2, most_waiting=9, most_in_batch=3)
        assert await asyncio.gather(*batcher.submit([1, 2, 3, 4, 5])) == [2, 4, 6, 8, 10]
        await batcher.close()
        assert threading.get_ident() not in work.threads

    asyncio.run(run())


def test_what_waits_goes_together_as_soon_as_a_worker_is_free() -> None:
    async def run() -> None:
        work = Doubler()
        sizes, lengths = list[int](), list[int]()
        batcher = Batcher(
            work,
            workers=1,
            most_waiting=9,
            most_in_batch=3,
            watch_queue=lengths.append,
            watch_batch=lambda size, seconds: sizes.append(size),
        )
        first = batcher.submit([1])
        await begun(work)
        rest = [*batcher.submit([2, 3]), *batcher.submit([4]), *batcher.submit([5])]
        assert batcher.waiting == 4
        assert lengths == [0, 2, 3, 4]
        work.go.set()
        assert await asyncio.gather(*first, *rest) == [2, 4, 6, 8, 10]
        await batcher.close()
        assert work.batches == [[1], [2, 3, 4], [5]]
        assert sizes == [1, 3, 1]
        assert lengths[4:] == [1, 0, 0]

    asyncio.run(run())


def test_idle_workers_share_what_comes_at_once() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(work, workers=2, most_waiting=9, most_in_batch=9)
        futures = batcher.submit([1, 2, 3, 4, 5])
        await begun(work)
        await begun(work)
        work.go.set()
        assert await asyncio.gather(*futures) == [2, 4, 6, 8, 10]
        await batcher.close()
        assert sorted(work.batches) == [[1, 2, 3], [4, 5]]

    asyncio.run(run())


def test_a_batch_is_no_heavier_than_it_may_be_but_one_job_always_goes() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(
            work, workers=1, most_waiting=9, most_in_batch=9, weigh=lambda job: job, most_weight=10
        )
        first = batcher.submit([1])
        await begun(work)
        rest = batcher.submit([50, 4, 6, 3])
        work.go.set()
        await asyncio.gather(*first, *rest)
        await batcher.close()
        assert work.batches == [[1], [50], [4, 6], [3]]

    asyncio.run(run())


def test_a_full_queue_takes_all_or_nothing_and_says_when_to_come_again() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(work, workers=1, most_waiting=3)
        taken = batcher.submit([1])
        await begun(work)
        taken += batcher.submit([2, 3])
        with pytest.raises(BusyError, match="the queue is full"):
            batcher.submit([4, 5])
        assert batcher.seconds_until_empty >= 1
        assert batcher.waiting == 2
        taken += batcher.submit([6])
        assert batcher.is_full
        work.go.set()
        assert await asyncio.gather(*taken) == [2, 4, 6, 12]
        await batcher.close()
        assert not batcher.is_full

    asyncio.run(run())


def test_more_jobs_than_ever_fit_are_taken_when_nobody_waits() -> None:
    async def run() -> None:
        work = Doubler()
        work.go.set()
        batcher = Batcher(work, workers=1, most_waiting=2)
        assert await asyncio.gather(*batcher.submit([1, 2, 3, 4])) == [2, 4, 6, 8]
        await batcher.close()

    asyncio.run(run())


def test_a_job_that_is_cancelled_while_it_waits_is_never_begun() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(work, workers=1, most_waiting=2)
        first = batcher.submit([1])
        await begun(work)
        left, stays = batcher.submit([2, 3])
        left.cancel()
        await asyncio.sleep(0)
        assert batcher.waiting == 1
        work.go.set()
        assert await asyncio.gather(*first, stays) == [2, 6]
        await batcher.close()
        assert work.batches == [[1], [3]]

    asyncio.run(run())


def test_a_job_that_is_cancelled_while_it_runs_does_not_spoil_its_batch() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(work, workers=1, most_waiting=2, most_in_batch=2)
        left, stays = batcher.submit([1, 2])
        await begun(work)
        left.cancel()
        work.go.set()
        assert await stays == 4
        await batcher.close()

    asyncio.run(run())


def test_an_exception_for_one_job_is_raised_to_who_waits_for_it() -> None:
    async def run() -> None:
        work = Doubler()
        work.go.set()
        batcher = Batcher(work, workers=1, most_waiting=3, most_in_batch=3)
        answers = await asyncio.gather(*batcher.submit([1, -2, 3]), return_exceptions=True)
        assert [answers[0], answers[2]] == [2, 6]
        assert str(answers[1]) == "got -2"
        await batcher.close()

    asyncio.run(run())


def test_work_that_fails_as_a_whole_fails_for_all_and_the_worker_goes_on() -> None:
    def work(jobs: Sequence[int]) -> list[int]:
        if 13 in jobs:
            raise RuntimeError("no thirteen")
        return list(jobs)

    async def run() -> None:
        batcher = Batcher(work, workers=1, most_waiting=3, most_in_batch=2)
        answers = await asyncio.gather(*batcher.submit([13, 1]), return_exceptions=True)
        assert [str(answer) for answer in answers] == ["no thirteen", "no thirteen"]
        assert await batcher.submit([7])[0] == 7
        await batcher.close()

    asyncio.run(run())


def test_closing_finishes_what_was_taken_on() -> None:
    async def run() -> None:
        work = Doubler()
        batcher = Batcher(work, workers=1, most_waiting=9)
        futures = batcher.submit([1, 2, 3])
        await begun(work)
        closing = asyncio.ensure_future(batcher.close())
        await asyncio.sleep(0.05)
        assert not closing.done()
        work.go.set()
        await closing
        assert [future.result() for future in futures] == [2, 4, 6]

    asyncio.run(run())
