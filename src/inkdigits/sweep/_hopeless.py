"""Whether a trial can be given up before its end."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from inkdigits.training import EpochRow

_RIVALS = 5  # trials that ran to their end, without which nobody is judged
_LENIENT = 2  # the first epoch that is judged: a good net may begin slowly


Report: TypeAlias = Callable[[int, float], None]
"""Is told an epoch (from 1) and its validation accuracy."""


class Judge:
    """Compares a trial with those that ran to their end before it, epoch by epoch.

    It has no hope once its best accuracy so far lies below the median of theirs in that epoch.

    Args:
        rivals: epoch (from 1) to validation accuracy, of each of them.
    """

    def __init__(self, rivals: Sequence[Mapping[int, float]]) -> None:
        import optuna
        from optuna.trial import create_trial

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        pruner = optuna.pruners.MedianPruner(_RIVALS, n_warmup_steps=_LENIENT)
        study = optuna.create_study(direction="maximize", pruner=pruner)
        for rival in rivals:
            # What they came to in the end counts for nothing here.
            study.add_trial(create_trial(value=0.0, intermediate_values=dict(rival)))
        self._trial = study.ask()

    def is_hopeless(self, epoch: int, accuracy: float) -> bool:
        """Take note of an epoch's validation accuracy, and judge."""
        self._trial.report(accuracy, epoch)
        return bool(self._trial.should_prune())


class Hopeless(Exception):  # noqa: N818 - no error: it ends a training that goes as it should
    """Ends the training of a trial that has no hope."""


class Watcher:
    """A TrainingProgress that tells each epoch's validation accuracy, and ends a hopeless trial.

    Args:
        report: is told epoch and accuracy.
        judge: None ends nothing.
        history: the epochs that were trained before, in a run that is carried on.
    """

    def __init__(
        self, report: Report, judge: Judge | None = None, history: Sequence[EpochRow] = ()
    ) -> None:
        self._report, self._judge, self._history = report, judge, history
        self._epochs = 0

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None:
        """See TrainingProgress."""
        self._epochs = epochs
        for row in self._history:
            self.epoch(row)

    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None:
        """See TrainingProgress."""

    def step(self, work: str, done: int, total: int) -> None:
        """See TrainingProgress."""

    def epoch(self, row: EpochRow) -> None:
        """See TrainingProgress.

        Raises:
            Hopeless: the trial is.
        """
        epoch, accuracy = int(row["epoch"]), row["val_accuracy"]
        self._report(epoch, accuracy)
        hopeless = self._judge is not None and self._judge.is_hopeless(epoch, accuracy)
        # After the last epoch there is nothing more to spare.
        if hopeless and epoch < self._epochs:
            raise Hopeless

    def end(self) -> None:
        """See TrainingProgress."""
