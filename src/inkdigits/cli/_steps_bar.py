import contextlib
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def steps_bar(description: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is, on stderr where that is a terminal; the bar goes at the end.

    Yields:
        What to tell how many steps are done, and how many there are.
    """
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
