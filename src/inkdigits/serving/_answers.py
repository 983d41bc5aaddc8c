"""Waiting for workers, no longer than the client does."""

import asyncio
import math
from collections.abc import Sequence
from typing import TypeVar

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from inkdigits.serving._batcher import Batcher, BusyError

Job = TypeVar("Job")
Answer = TypeVar("Answer")


def check_room(batcher: Batcher[Job, Answer]) -> None:
    """Refuse, before a body is received, what would have to be refused after that.

    Raises:
        HTTPException: 503, the queue is full.
    """
    if batcher.is_full:
        raise _busy(batcher)


async def ask(
    batcher: Batcher[Job, Answer], jobs: Sequence[Job], request: Request, seconds: float
) -> list[Answer | BaseException]:
    """Have jobs answered; those that still wait when the client leaves are not begun.

    Args:
        batcher: who answers.
        jobs: all of one request, whose body has been received.
        request: whose client waits.
        seconds: how long it shall wait at most.

    Returns:
        An answer for each job, or the exception that came instead.

    Raises:
        HTTPException: 503, the queue is full or the time is over.
        ClientDisconnect: there is nobody to answer any more.
    """
    try:
        futures = batcher.submit(jobs)
    except BusyError as problem:
        raise _busy(batcher) from problem
    answers = asyncio.gather(*futures, return_exceptions=True)
    leaving = asyncio.ensure_future(request.receive())  # after the body, only to say it has left
    try:
        await asyncio.wait((answers, leaving), timeout=seconds, return_when="FIRST_COMPLETED")
        if answers.done():
            return answers.result()
        if leaving.done():
            raise ClientDisconnect
        raise HTTPException(
            503,
            f"not answered within {seconds:g} seconds; send less at once, or try again later",
            {"Retry-After": str(math.ceil(seconds))},
        )
    finally:
        leaving.cancel()
        for future in futures:
            future.cancel()


def _busy(batcher: Batcher[Job, Answer]) -> HTTPException:
    seconds = batcher.seconds_until_empty
    return HTTPException(
        503,
        f"too many requests wait already; try again in {seconds} s",
        {"Retry-After": str(seconds)},
    )
