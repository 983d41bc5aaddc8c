from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from inkdigits.cli._output import say


class TrainingBar:
    """Shows a training run on stderr: a live bar on a terminal, a line for each epoch anywhere."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._steps = 0
        self._epochs = 0

    def __enter__(self) -> "TrainingBar":
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None:
        """See TrainingProgress."""
        self._steps, self._epochs = steps, epochs
        if first_epoch > 1:
            say(f"carrying on at epoch {first_epoch} of {epochs}")
        self._task = self._bar.add_task(
            f"epoch {first_epoch}/{epochs}",
            total=epochs * steps,
            completed=(first_epoch - 1) * steps,
        )

    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None:
        """See TrainingProgress."""
        assert self._task is not None
        self._bar.update(
            self._task,
            completed=(epoch - 1) * self._steps + step,
            description=f"epoch {epoch}/{self._epochs}  batch {step}/{self._steps}  "
            f"loss {loss:.4f}  accuracy {accuracy:.4f}",
        )

    def step(self, work: str, done: int, total: int) -> None:
        """See TrainingProgress."""
        if self._task is None:
            self._task = self._bar.add_task(work)
        self._bar.update(
            self._task, completed=done, total=total, description=f"{work} {done:,}/{total:,}"
        )

    def epoch(self, row: dict[str, float]) -> None:
        """See TrainingProgress."""
        validation = (
            f"  validation: loss {row['val_loss']:.4f}  accuracy {row['val_accuracy']:.4f}"
            if "val_loss" in row
            else ""
        )
        self._bar.console.print(
            f"epoch {row['epoch']:.0f}: loss {row['loss']:.4f}  accuracy {row['accuracy']:.4f}"
            f"{validation}  {row['seconds']:.1f} s",
            highlight=False,
            soft_wrap=True,
        )

    def end(self) -> None:
        """See TrainingProgress."""
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None
