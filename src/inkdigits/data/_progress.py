"""Progress on stderr, where that is a terminal; rich is loaded only when there is some to show."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Report = Callable[[int, int | None], None]
"""Told the bytes fetched so far and how many there will be (None: the server does not say)."""


@contextlib.contextmanager
def byte_progress(description: str) -> Iterator[Report]:
    """Show a download's progress; where stderr is no terminal, one line says what is fetched.

    Yields:
        What to tell as bytes arrive.
    """
    if not sys.stderr.isatty():
        sys.stderr.write(f"fetching {description}\n")
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    text, bar = TextColumn("{task.description}"), BarColumn()
    columns = (text, bar, DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(description, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def counted(items: Iterable[Item], total: int, description: str) -> Iterator[Item]:
    """Pass `items` on and show how many of `total` have gone by."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description, total=total, console=Console(stderr=True))
