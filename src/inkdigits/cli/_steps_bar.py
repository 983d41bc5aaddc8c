import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def steps_bar(description: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is, on stderr where that is a terminal; the bar goes at the end.

    Yields:
        What to tell how many steps are done, and how many there are.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # What is printed meanwhile goes above the bar, but only if it goes to the terminal too.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    ) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
