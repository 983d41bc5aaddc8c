from pathlib import Path
from typing import Any

import pytest

from inkdigits.data import Split
from inkdigits.sweep import Sweep, begin_sweep
from inkdigits.sweep._book import Book
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._train_one import Job, TrainOne
from inkdigits.training import load_run, train
from inkdigits.training._progress import Silent

pytestmark = pytest.mark.train

TINY = {"hidden": "8", "epochs": "3", "batch_size": "30", "validation": "0.2"}
UNBEATEN = [dict.fromkeys((1, 2, 3), 0.99)] * 5


@pytest.fixture
def sweep(few: Split, tmp_path: Path) -> Sweep:
    return begin_sweep("mlp-500x3", ["learning_rate=log:1e-4..1e-1"], few.train, tmp_path)


@pytest.fixture
def one(few: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainOne:
    monkeypatch.setattr("inkdigits.sweep._train_one.keep_to_own_cores", lambda: None)
    return TrainOne(tmp_path, "mlp-500x3", Split(few.train, None), None)


def job(rivals: Any = None, trial: int | None = None, **settings: str) -> Job:
    return Job(7, "runs/0007", {**TINY, **settings}, trial, rivals)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `finished` was trained."""
    return tmp_path_factory.mktemp("finished")


@pytest.fixture(scope="module")
def finished(few: Split, folder: Path) -> Outcome:
    """A trial that ran to its end; tests must not change its run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inkdigits.sweep._train_one.keep_to_own_cores", lambda: None)
        return TrainOne(folder, "mlp-500x3", Split(few.train, None), None)(job())


def test_a_trial_is_a_run_on_held_out_digits_alone(
    one: TrainOne, finished: Outcome, folder: Path
) -> None:
    outcome = finished
    assert (outcome.number, outcome.state, outcome.epochs) == (7, "complete", 3)
    assert outcome.run is not None
    assert outcome.run.startswith("runs/0007/mlp-500x3/")
    run = load_run(folder / outcome.run)
    assert outcome.validation is not None
    assert outcome.validation["n"] == 60
    assert outcome.validation["accuracy"] == run.metrics["validation"]["accuracy"]
    assert outcome.test is None
    assert run.metrics["test"] is None
    assert outcome.seconds == run.metrics["train_seconds"]
    # What is done is not done again.
    assert TrainOne(folder, one.model, one.split, None)(job()) == outcome


def test_the_winner_reads_the_test(one: TrainOne, few: Split) -> None:
    outcome = TrainOne(one.folder, one.model, few, None)(job())
    assert outcome.test is not None
    assert outcome.test["n"] == 100


def test_a_hopeless_trial_ends_early_and_keeps_its_folder(one: TrainOne) -> None:
    outcome = one(job(UNBEATEN))
    assert (outcome.state, outcome.epochs) == ("pruned", 2)
    assert outcome.run is not None
    run = load_run(one.folder / outcome.run)
    assert len(run.history) == 2
    assert outcome.validation == {"accuracy": run.history[-1]["val_accuracy"]}
    assert outcome.seconds == pytest.approx(sum(row["seconds"] for row in run.history), abs=1e-3)
    assert one(job(UNBEATEN)) == outcome


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"learning_rate": "1e30"}, "the loss became nan in epoch 1, batch 2"),
        ({"label_smoothing": "0.1"}, "wanted loss=categorical_crossentropy"),
    ],
)
def test_a_failure_is_an_answer(one: TrainOne, settings: dict[str, str], reason: str) -> None:
    outcome = one(job(**settings))
    assert outcome.state == "failed"
    assert reason in outcome.reason
    assert outcome.validation is None


class Dies(Silent):
    """Follows a training until the first epoch is written, as a killed process does."""

    def epoch(self, row: dict[str, float]) -> None:
        raise KeyboardInterrupt


def without_clock(outcome: Outcome) -> dict[str, Any]:
    return {key: value for key, value in vars(outcome).items() if key not in ("run", "seconds")}


def test_what_was_begun_is_carried_on(one: TrainOne, finished: Outcome) -> None:
    out = one.folder / "runs" / "0007"
    with pytest.raises(KeyboardInterrupt):
        train(one.model, one.split, out=out, progress=Dies(), **TINY)
    (begun,) = out.glob("*/*")
    first = load_run(begun).history
    assert len(first) == 1
    outcome = one(job())
    assert outcome.run == begun.relative_to(one.folder).as_posix()
    assert load_run(begun).history[0] == first[0]
    assert without_clock(outcome) == without_clock(finished)


def test_what_died_in_its_first_moment_is_begun_anew(one: TrainOne) -> None:
    left = one.folder / "runs" / "0007" / "mlp-500x3" / "20200101-000000"
    left.mkdir(parents=True)
    (left / "recipe.json").write_text("{")
    assert one(job(UNBEATEN)).state == "pruned"
    assert not left.exists()


def test_the_database_is_told_each_epoch(one: TrainOne, sweep: Sweep) -> None:
    with sweep.storage.open() as storage:
        book = Book(storage, sweep.study)
        book.begin({"learning_rate": 0.01}, sweep.space)
        trial = book.id_of(0)
        telling = TrainOne(one.folder, one.model, one.split, sweep.storage)
        outcome = telling(job(UNBEATEN, trial))
        (stored,) = book.trials()
    assert outcome.run is not None
    history = load_run(one.folder / outcome.run).history
    told = {row["epoch"]: row["val_accuracy"] for row in history}
    assert stored.intermediate_values == pytest.approx(told)


def test_a_classic_method_has_no_epochs_and_works_all_the_same(one: TrainOne) -> None:
    knn = TrainOne(one.folder, "knn", one.split, None)
    outcome = knn(Job(1, "runs/0001", {"k": "1", "validation": "0.2"}, None, UNBEATEN))
    assert outcome.state == "complete", outcome.reason
    assert outcome.validation is not None
    assert outcome.validation["accuracy"] > 0.8


def test_what_is_no_failure_of_a_trial_ends_the_sweep(
    one: TrainOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **settings: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("inkdigits.sweep._train_one.train", full)
    with pytest.raises(OSError, match="no space left"):
        one(job())
