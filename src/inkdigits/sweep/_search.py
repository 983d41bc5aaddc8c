"""The search: trials are begun, carried out and told one generation after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from inkdigits.data import Dataset, Split
from inkdigits.engines import Do, Engine
from inkdigits.sweep._book import Book, done
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._propose import propose
from inkdigits.sweep._question import Sweep
from inkdigits.sweep._train_one import Job, TrainOne
from inkdigits.sweep._trial import Trial

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

Follow: TypeAlias = Callable[[Trial], None]


def run_trials(
    sweep: Sweep, train: Dataset, engine: Engine, follow: Follow = lambda trial: None
) -> list[Trial]:
    """Carry out every trial that is not done yet.

    A sweep that was stopped, however roughly, is carried on by calling this again: trials that
    were begun are ended, their runs from the last checkpoint on, and in the end all trials are
    those of an undisturbed sweep. So are they after a sweep was asked for more of them.

    Args:
        sweep: which.
        train: the digits to learn from and to hold out; there are no others.
        engine: who trains.
        follow: is told each trial once it is done, also those that were before.

    Returns:
        All of them, by number.

    Raises:
        InputError: the database or the engine does not answer.
        WorkError: it no longer does.
    """
    work = TrainOne(sweep.folder.absolute(), sweep.model, Split(train, None), sweep.storage)
    with sweep.storage.open() as storage, engine.hold(work) as do:
        book = Book(storage, sweep.study)
        for first in range(0, sweep.trials, sweep.parallel):
            last = min(first + sweep.parallel, sweep.trials)
            _run_generation(sweep, book, range(first, last), do, follow)
        return [done(trial) for trial in book.trials()[: sweep.trials]]


def _run_generation(
    sweep: Sweep, book: Book, numbers: range, do: Do[Job, Outcome], follow: Follow
) -> None:
    """Begin, train and tell the trials of a generation, those of them that are left."""
    for number in numbers:
        if number == len(book.trials()):
            _begin(sweep, book, number)
    trials = book.trials()
    left = []
    for number in numbers:
        if trials[number].state.is_finished():
            follow(done(trials[number]))
        else:
            left.append(_job(sweep, book, trials, number))
    outcomes = []
    for job, outcome in do(left) if left else ():
        outcomes.append(outcome)
        follow(Trial(trials[job.number].params, outcome))
    # In order and at the end, so that it makes no difference who was faster.
    for outcome in sorted(outcomes, key=lambda outcome: outcome.number):
        book.tell(outcome)


def _begin(sweep: Sweep, book: Book, number: int) -> None:
    if number == 0:
        params = sweep.space.own(sweep.recipe) or {}
    else:
        params = propose(sweep.space, sweep.seed, book.trials(), number, sweep.parallel)
    book.begin(params, sweep.space)


def _job(sweep: Sweep, book: Book, trials: "list[FrozenTrial]", number: int) -> Job:
    from optuna.trial import TrialState

    earlier = trials[: number - number % sweep.parallel]
    rivals = [one.intermediate_values for one in earlier if one.state == TrialState.COMPLETE]
    return Job(
        number=number,
        out=f"runs/{number:04d}",
        settings={**sweep.settings, **trials[number].params},
        trial=book.id_of(number),
        rivals=rivals if sweep.may_prune else None,
    )
