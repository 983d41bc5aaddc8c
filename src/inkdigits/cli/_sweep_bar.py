"""How far a sweep is."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from inkdigits.cli._output import percent, say

if TYPE_CHECKING:
    from inkdigits.sweep import Trial


@contextlib.contextmanager
def sweep_bar(total: int) -> "Iterator[Callable[[Trial], None]]":
    """Show a sweep on stderr: a live bar on a terminal, a line for each trial anywhere.

    Args:
        total: trials.

    Yields:
        What to tell each trial once it is done, those that were before at once.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = BarColumn(bar_width=24), TextColumn("{task.description}")
    with Progress(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        disable=not console.is_terminal,
    ) as bar:
        standing = _Standing(total)
        task = bar.add_task(standing.words(), total=total)

        def follow(trial: "Trial") -> None:
            standing.add(trial)
            say(standing.line(trial))
            bar.update(task, completed=standing.done, description=standing.words())

        yield follow


class _Standing:
    def __init__(self, total: int) -> None:
        self.done = 0
        self._total = total
        self._best: Trial | None = None
        self._began = monotonic()
        self._before = 0  # done when the first new one began

    def add(self, trial: "Trial") -> None:
        """Count a trial."""
        from inkdigits.sweep import best_of

        self.done += 1
        self._best = best_of([trial, *([self._best] if self._best else [])])
        # What another process did long ago says nothing about how long the rest takes.
        if monotonic() - self._began < 1:
            self._before, self._began = self.done, monotonic()

    def words(self) -> str:
        """How far it is, as one phrase."""
        parts = [f"{self.done} of {self._total} trials"]
        if self._best is not None:
            parts.append(f"best {percent(self._best.accuracy)} in trial {self._best.number}")
        new = self.done - self._before
        if new and self.done < self._total:
            seconds = (monotonic() - self._began) / new * (self._total - self.done)
            parts.append(f"about {timedelta(seconds=round(seconds))} left")
        return ", ".join(parts)

    def line(self, trial: "Trial") -> str:
        """What came of a trial, and how far the sweep is."""
        outcome = trial.outcome
        if outcome.state == "failed":
            came = f"failed: {outcome.reason}"
        elif outcome.state == "pruned":
            came = f"given up after {outcome.epochs} epochs at {percent(trial.accuracy)}"
        else:
            came = f"{percent(trial.accuracy)} right"
        return f"trial {trial.number} ({values_in_words(trial.params)}): {came}; {self.words()}"


def values_in_words(params: Mapping[str, Any]) -> str:
    """Settings as one phrase, such as "kernel_size=5, dropout=0.31"."""
    from inkdigits.sweep import in_words

    return ", ".join(f"{name}={in_words(value)}" for name, value in params.items()) or "default"
