"""What engines are given to do in the tests: processes of their own import it by its name."""

import os
import signal
import time
from pathlib import Path


def square(number: int) -> int:
    return number * number


def process(_: int) -> tuple[int, str]:
    """Who works, on how many threads."""
    time.sleep(0.05)  # so that there is something left for the others
    return os.getpid(), os.environ["OMP_NUM_THREADS"]


def die_once(item: tuple[int, Path]) -> int:
    """Kill whoever works when it comes to 3 for the first time."""
    number, marks = item
    (marks / f"{number}-{time.monotonic_ns()}").touch()
    if number == 3 and len(list(marks.glob("3-*"))) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> int:
    if number == 2:
        raise KeyError("two is not known")
    return number


def sleep(_: int) -> None:
    time.sleep(600)
