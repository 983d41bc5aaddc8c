import contextlib
from typing import Any

import pytest

from inkdigits.data import Split
from inkdigits.errors import WorkError
from inkdigits.sweep import Sweep, Trial, best_of, run_trials, train_winner
from inkdigits.sweep._book import Book
from inkdigits.sweep._train_one import Job
from tests.sweep.conftest import Begin
from tests.sweep.engine import Pretended, accuracy_of


def run(sweep: Sweep, few: Split, engine: Pretended | None = None) -> list[Trial]:
    return run_trials(sweep, few.train, engine or Pretended())


def test_the_default_comes_first_and_all_are_carried_out(begin: Begin, few: Split) -> None:
    engine, followed = Pretended(), list[Trial]()
    trials = run_trials(begin(), few.train, engine, followed.append)
    assert [trial.number for trial in trials] == list(range(12))
    assert trials[0].params == {"kernel_size": 5, "dropout": 0.4, "learning_rate": 0.001}
    assert sorted(trial.number for trial in followed) == list(range(12))
    assert {job.out for job in engine.jobs} == {f"runs/{n:04d}" for n in range(12)}
    best = best_of(trials)
    assert best is not None
    complete = [one for one in trials if one.outcome.state == "complete"]
    assert best.accuracy == max(accuracy_of(one.params) for one in complete)


def test_a_default_outside_the_space_is_tried_all_the_same(begin: Begin, few: Split) -> None:
    trials = run(begin(vary=["dropout=0.1..0.3", "learning_rate=log:1e-3..1e-1"]), few)
    assert trials[0].params == {}
    assert all(trial.params for trial in trials[1:])


def test_the_same_seed_gives_the_same_trials_in_whatever_order_they_end(
    begin: Begin, few: Split
) -> None:
    first = run(begin("a"), few, Pretended(chance=0))
    assert run(begin("b"), few, Pretended(chance=1)) == first
    assert run(begin("c", seed=4), few)[1:] != first[1:]


def test_hopeless_trials_are_given_up_and_judged_by_earlier_generations(
    begin: Begin, few: Split
) -> None:
    sweep = begin(trials=24)
    engine = Pretended()
    trials = run(sweep, few, engine)
    pruned = [trial for trial in trials if trial.outcome.state == "pruned"]
    assert 3 <= len(pruned) <= 18
    assert all(1 < trial.outcome.epochs < 4 for trial in pruned)
    for job in engine.jobs:
        first = job.number - job.number % 3
        earlier = [one for one in trials[:first] if one.outcome.state == "complete"]
        assert job.rivals is not None
        assert len(job.rivals) == len(earlier)
    # The database has their epochs.
    with sweep.storage.open() as storage:
        stored = Book(storage, sweep.study).trials()[pruned[0].number]
    assert list(stored.intermediate_values) == list(range(1, pruned[0].outcome.epochs + 1))


def test_nobody_is_given_up_where_epochs_differ(begin: Begin, few: Split) -> None:
    trials = run(begin(vary=["epochs=2..6", "learning_rate=log:1e-4..1e-1"], trials=18), few)
    assert {trial.outcome.state for trial in trials} == {"complete"}


def fails_often(job: Job) -> bool:
    return float(job.settings["learning_rate"]) > 0.01


def test_failures_are_kept_with_their_reason_and_the_sweep_goes_on(
    begin: Begin, few: Split
) -> None:
    trials = run(begin(), few, Pretended(fails_often))
    failed = [trial for trial in trials if trial.outcome.state == "failed"]
    assert 0 < len(failed) < 12
    assert all(float(trial.params["learning_rate"]) > 0.01 for trial in failed)
    assert {trial.outcome.reason for trial in failed} == {"it was to fail"}
    assert run(begin(), few) == trials, "told once"


def test_if_all_fail_there_is_no_best(begin: Begin, few: Split) -> None:
    assert best_of(run(begin(trials=4), few, Pretended(lambda job: True))) is None


def test_more_trials_are_those_of_a_sweep_that_was_asked_for_them_at_once(
    begin: Begin, few: Split
) -> None:
    # 4 and 11 end amid a generation of three.
    for trials in (4, 11, 20):
        grown = run(begin("grown", trials=trials), few)
    assert grown == run(begin("whole", trials=20), few)


class Killed(BaseException):
    pass


def interrupt(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the process die at the write after so many to the database."""
    left = [after]

    def dying(write: Any) -> Any:
        def call(*arguments: Any) -> Any:
            if not left[0]:
                raise Killed
            left[0] -= 1
            return write(*arguments)

        return call

    for name in ("begin", "tell"):
        monkeypatch.setattr(Book, name, dying(getattr(Book, name)))


@pytest.mark.parametrize("after", [0, 1, 4, 7, 12])
def test_a_sweep_that_died_anywhere_ends_as_an_undisturbed_one(
    begin: Begin, few: Split, after: int
) -> None:
    engine = Pretended()
    for writes in (after, 3):
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Killed):
            interrupt(patch, writes)
            run(begin("killed", trials=8), few, engine)
    trials = run(begin("killed", trials=8), few, engine)
    assert trials == run(begin("undisturbed", trials=8), few)
    with begin("killed", trials=8).storage.open() as storage:
        stored = Book(storage, begin("killed", trials=8).study).trials()
    assert [trial.number for trial in stored] == list(range(8))
    assert all(trial.state.is_finished() for trial in stored)


def test_the_winner_is_trained_with_other_seeds_and_reads_the_test(
    begin: Begin, few: Split
) -> None:
    sweep, engine = begin(), Pretended()
    best = best_of(run(sweep, few))
    assert best is not None
    winner = train_winner(sweep, best, few, engine, 3)
    assert [outcome.number for outcome in winner.outcomes] == [2, 3, 4]
    assert {job.settings["seed"] for job in engine.jobs} == {2, 3, 4}
    assert all(best.params.items() <= job.settings.items() for job in engine.jobs)
    assert all(job.trial is None and job.rivals is None for job in engine.jobs)
    assert winner.test is not None
    assert (winner.test.runs, winner.test.mean) == (3, pytest.approx(best.accuracy))
    without = train_winner(sweep, best, Split(few.train, None), Pretended(), 2)
    assert without.test is None


def test_a_winner_that_fails_is_told(begin: Begin, few: Split) -> None:
    sweep = begin()
    best = best_of(run(sweep, few))
    assert best is not None
    with pytest.raises(WorkError, match=r"was the best, but with seed \d it failed \(it was to"):
        train_winner(sweep, best, few, Pretended(lambda job: True), 2)
