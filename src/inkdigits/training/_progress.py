from typing import Protocol

EpochRow = dict[str, float]
"""One row of the history: epoch (from 1), loss, accuracy, val_loss, val_accuracy, learning_rate,
seconds; the two val_ ones only where there is a validation part."""


class TrainingProgress(Protocol):
    """Who wants to follow a training run."""

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None:
        """Training starts at `first_epoch` (from 1) of `epochs`, each of `steps` batches."""

    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None:
        """Batch `step` (from 1) is done; loss and accuracy are means over the epoch so far."""

    def step(self, work: str, done: int, total: int) -> None:
        """So much of a work without epochs is done; `work` names it, such as "fitting"."""

    def epoch(self, row: EpochRow) -> None:
        """An epoch is done and its checkpoint written."""

    def end(self) -> None:
        """Training is over, well or not."""


class Silent:
    """Follows nothing; what `inkdigits.train` does unless asked."""

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None:
        """See TrainingProgress."""

    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None:
        """See TrainingProgress."""

    def step(self, work: str, done: int, total: int) -> None:
        """See TrainingProgress."""

    def epoch(self, row: EpochRow) -> None:
        """See TrainingProgress."""

    def end(self) -> None:
        """See TrainingProgress."""
