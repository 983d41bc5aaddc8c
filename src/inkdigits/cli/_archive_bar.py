"""How far the reading of an archive is."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from inkdigits.cli._output import percent, say

if TYPE_CHECKING:
    from inkdigits.archive import Summary

_EVERY = 30.0  # seconds between two lines in a log


@contextlib.contextmanager
def archive_bar() -> "Iterator[Callable[[Summary], None]]":
    """Show how far a job is on stderr: a bar on a terminal, a line now and then in a log.

    Yields:
        What to tell how far it is.
    """
    if not sys.stderr.isatty():
        yield _Log()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn("reading"), BarColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("listing", total=None)

        def follow(summary: "Summary") -> None:
            words = in_words(summary)
            bar.update(task, completed=summary.files_done, total=summary.files, description=words)

        yield follow


def in_words(summary: "Summary") -> str:
    """How far a job is, as one phrase."""
    parts = [f"{summary.files_done:,} of {summary.files:,} files", f"{summary.pages:,} pages"]
    if summary.seconds:
        parts.append(f"{summary.pages_a_second:.1f} pages a second")
    if summary.files_done:
        parts.append(f"{percent(summary.errors / summary.files_done, 2)} in error")
    if summary.seconds_left:
        parts.append(f"{timedelta(seconds=round(summary.seconds_left))} left")
    return ", ".join(parts)


class _Log:
    def __init__(self) -> None:
        self._due = monotonic() + _EVERY

    def __call__(self, summary: "Summary") -> None:
        if monotonic() >= self._due:
            self._due = monotonic() + _EVERY
            say(f"inkdigits: {in_words(summary)}")
