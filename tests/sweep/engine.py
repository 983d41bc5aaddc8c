"""An engine that trains nothing: what comes of a trial is worked out from its settings."""

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from inkdigits.sweep._hopeless import Hopeless, Judge, Watcher
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._train_one import Job, TrainOne

EPOCHS = 4


def accuracy_of(settings: Any) -> float:
    """Best at dropout 0.3 and a rate of 0.01; worse with larger kernels."""
    rate = math.log10(float(settings.get("learning_rate", 0.001))) + 2
    dropout = float(settings.get("dropout", 0.3)) - 0.3
    return round(0.98 * math.exp(-(rate**2) / 4 - 4 * dropout**2), 4)


class Pretended:
    """An Engine in this process, whose trials end in whatever order it likes."""

    def __init__(self, fails: Callable[[Job], bool] = lambda job: False, chance: int = 0) -> None:
        self.jobs: list[Job] = []
        self._fails, self._rng = fails, np.random.default_rng(chance)

    def map(self, work: Any, items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        with self.hold(work) as do:
            yield from do(items)

    @contextlib.contextmanager
    def hold(self, work: Any) -> Iterator[Any]:
        yield lambda items: self._do(work, items)

    def _do(self, work: TrainOne, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        for at in self._rng.permutation(len(jobs)):
            self.jobs.append(jobs[at])
            yield jobs[at], self._outcome(work, jobs[at])

    def _outcome(self, work: TrainOne, job: Job) -> Outcome:
        if self._fails(job):
            return Outcome(job.number, "failed", None, reason="it was to fail")
        final = accuracy_of(job.settings)
        judge = None if job.rivals is None else Judge(job.rivals)
        with work._reporting(job) as report:
            watcher = Watcher(report, judge)
            watcher.begin(1, EPOCHS, 10)
            for epoch in range(1, EPOCHS + 1):
                accuracy = final * epoch / EPOCHS
                try:
                    watcher.epoch({"epoch": epoch, "val_accuracy": accuracy})
                except Hopeless:
                    return Outcome(
                        job.number, "pruned", None, {"accuracy": accuracy}, None, epoch, epoch
                    )
        errors = round(1000 * (1 - final))
        validation = {"n": 1000, "errors": errors, "accuracy": final}
        validation |= {"ci95": [final, final], "loss": 1 - final}
        test = None if work.split.test is None else validation
        return Outcome(job.number, "complete", None, validation, test, 4.0 + job.number, EPOCHS)
