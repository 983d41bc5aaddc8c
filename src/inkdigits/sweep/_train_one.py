"""One training of a sweep, in a process of its own."""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inkdigits.data import Split
from inkdigits.errors import InputError, WorkError
from inkdigits.sweep._hopeless import Hopeless, Judge, Report, Watcher
from inkdigits.sweep._outcome import Outcome, measured
from inkdigits.sweep._storage import Storage
from inkdigits.training import Run, keep_to_own_cores, load_run, resume, train


@dataclass(frozen=True)
class Job:
    """A training that is wanted.

    Attributes:
        number: of the trial; the winner's seed.
        out: the folder, from the sweep's, that is for this training alone.
        settings: as `train` takes them.
        trial: the trial's id in the database; None for the winner.
        rivals: see Judge; None lets it run to its end.
    """

    number: int
    out: str
    settings: Mapping[str, Any]
    trial: int | None = None
    rivals: Sequence[Mapping[int, float]] | None = None


@dataclass(frozen=True)
class TrainOne:
    """Does a Job: trains, or carries on what a killed process began.

    Attributes:
        folder: the sweep's.
        model: registry name.
        split: the digits; for a trial without a test part, which so cannot be read.
        storage: where a trial's epochs are told.
    """

    folder: Path
    model: str
    split: Split = field(repr=False)
    storage: Storage | None

    def __call__(self, job: Job) -> Outcome:
        """Train, and say what came of it; a failure is an answer, too."""
        keep_to_own_cores()
        out = self.folder / job.out
        before = _find_run(out, self.model)
        with self._reporting(job) as report:
            judge = None if job.rivals is None else Judge(job.rivals)
            watcher = Watcher(report, judge, before.history if before else ())
            try:
                run = self._train(job, out, before, watcher)
            except Hopeless:
                return self._unfinished(job, out)
            # PyTorch and Keras have errors of their own for what cannot be built or held.
            except (InputError, WorkError, RuntimeError, ValueError, MemoryError) as problem:
                return self._unfinished(job, out, str(problem) or type(problem).__name__)
        metrics = run.metrics
        return Outcome(
            number=job.number,
            state="complete",
            run=self._name(run),
            validation=measured(metrics["validation"]),
            test=measured(metrics["test"]),
            seconds=metrics["train_seconds"],
            epochs=metrics["epochs"],
        )

    def _train(self, job: Job, out: Path, before: Run | None, watcher: Watcher) -> Run:
        if before is None:
            return train(self.model, self.split, out=out, progress=watcher, **job.settings)
        if (before.path / "metrics.json").is_file():
            return before
        return resume(before.path, self.split, progress=watcher)

    def _unfinished(self, job: Job, out: Path, reason: str = "") -> Outcome:
        run = _find_run(out, self.model)
        history = run.history if run else []
        return Outcome(
            number=job.number,
            state="failed" if reason else "pruned",
            run=self._name(run) if run else None,
            validation=None if reason else {"accuracy": history[-1]["val_accuracy"]},
            seconds=round(sum(row["seconds"] for row in history), 3),
            epochs=len(history),
            reason=reason,
        )

    def _name(self, run: Run) -> str:
        return run.path.relative_to(self.folder).as_posix()

    @contextlib.contextmanager
    def _reporting(self, job: Job) -> Iterator[Report]:
        """Give what tells the database an epoch's accuracy; told twice, it is as told once."""
        trial = job.trial
        if self.storage is None or trial is None:
            yield lambda epoch, accuracy: None
            return
        with self.storage.open(ready=True) as storage:
            tell: Callable[..., None] = storage.set_trial_intermediate_value
            yield lambda epoch, accuracy: tell(trial, epoch, accuracy)


def _find_run(out: Path, model: str) -> Run | None:
    """The run in a folder that is for one training; what was killed in its first moment goes."""
    for path in sorted((out / model).glob("*")):
        if (path / "environment.json").is_file():
            return load_run(path)
        shutil.rmtree(path)
    return None
