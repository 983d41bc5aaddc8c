import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from inkdigits.data import Split
from inkdigits.sweep import (
    Results,
    Sweep,
    Trial,
    begin_sweep,
    best_of,
    find_importance,
    run_trials,
    train_winner,
    write_results,
)
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._trial import in_order
from inkdigits.sweep.pictures._scales import dimension_scale, odds_scale
from tests.sweep.conftest import VARY
from tests.sweep.engine import Pretended

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def results(few: Split, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Of trials that were pretended; tests must not change them."""
    folder = tmp_path_factory.mktemp("sweep")
    sweep = begin_sweep("cnn", VARY, few.train, folder, seed=1, trials=18, parallel=3)
    engine = Pretended(lambda job: job.number == 5)
    trials = run_trials(sweep, few.train, engine)
    best = best_of(trials)
    assert best is not None
    winner = train_winner(sweep, best, few, engine, 2)
    return Results(sweep, tuple(trials), find_importance(sweep.space, trials, 1), winner)


def test_the_document_holds_best_default_and_winner(results: Results) -> None:
    document = results.summary()
    assert list(document) == ["model", "trials", "best", "default", "importance", "winner"]
    assert document["trials"]["total"] == 18
    assert document["trials"]["failed"] == 1
    assert sum(document["trials"].values()) == 36
    assert document["default"]["params"] == {
        "kernel_size": 5, "dropout": 0.4, "learning_rate": 0.001
    }  # fmt: skip
    best, default = (document[name]["validation"]["accuracy"] for name in ("best", "default"))
    assert best > default
    assert document["winner"]["seeds"] == [2, 3]
    assert document["winner"]["test"]["mean"] == pytest.approx(best)


def test_the_command_trains_the_best_again(results: Results) -> None:
    command = results.command()
    assert command.startswith("inkdigits train cnn --set kernel_size=")
    assert command.endswith(" --seed 1")
    given = re.search(r"dropout=(\S+)", command)
    assert given is not None
    assert float(given[1]) == results.best.params["dropout"]


def trial(number: int, state: str, accuracy: float, loss: float = 0.1) -> Trial:
    validation = {"accuracy": accuracy, "loss": loss}
    return Trial({}, Outcome(number, state, None, validation))  # type: ignore[arg-type]


def test_trials_are_ranked_by_end_accuracy_loss_and_number() -> None:
    trials = [
        trial(0, "complete", 0.9),
        trial(1, "pruned", 0.95),
        trial(2, "complete", 0.92, 0.3),
        trial(3, "complete", 0.92, 0.2),
        trial(4, "complete", 0.92, 0.2),
        Trial({}, Outcome(5, "failed", None)),
    ]
    assert [one.number for one in in_order(trials)] == [3, 4, 2, 0, 1, 5]
    assert best_of(trials) is trials[3]


def test_the_setting_that_decides_is_the_most_important(results: Results) -> None:
    shares = results.importance
    assert next(iter(shares)) == "learning_rate"
    assert shares["learning_rate"] > 0.6
    assert sum(shares.values()) == pytest.approx(1)
    assert find_importance(results.sweep.space, results.trials, 1) == shares


def test_few_or_equal_trials_say_nothing_of_importance(results: Results) -> None:
    space, trials = results.sweep.space, list(results.trials)
    complete = [one for one in trials if one.outcome.state == "complete"]
    assert find_importance(space, complete[:7], 1) == {}
    equal = [
        replace(one, outcome=replace(one.outcome, validation={"accuracy": 0.5})) for one in complete
    ]
    assert len(equal) >= 8
    assert find_importance(space, equal, 1) == {}


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    return write_results(results).read_text(encoding="utf-8")


def test_the_page_shows_every_trial_and_needs_nothing_else(page: str, results: Results) -> None:
    assert "<h1>cnn: a sweep of 18 trials</h1>" in page
    assert not re.search(r'(src|href)="(?:https?:)?//', page)
    assert page.count("data:image/png;base64,") == 3
    rows = page.split('<table class="trials">')[1].split("<tbody>")[1].count("<tr class=")
    assert rows == 18
    assert "it was to fail" in page
    assert results.command() in page
    assert page.count("given up</td>") == results.counts["pruned"] > 0


def test_pictures_and_numbers_lie_beside_it(page: str, results: Results) -> None:
    folder = results.sweep.folder
    for name in ("parallel", "importance", "cost"):
        with Image.open(folder / f"{name}.png") as picture:
            assert picture.size[0] > 1000
    document = json.loads((folder / "results.json").read_text())
    assert [row["number"] for row in document["rows"]] == [one.number for one in results.rows]
    assert document["rows"][0]["params"] == dict(results.best.params)


Change = Callable[[Results], Results]


def one_trial(results: Results) -> Results:
    return replace(results, trials=results.trials[:1], importance={}, winner=None)


def all_right(results: Results) -> Results:
    validation = {"n": 10, "errors": 0, "accuracy": 1.0, "ci95": [0.7, 1], "loss": 0.0}
    outcome = replace(results.default.outcome, validation=validation, seconds=0.001)
    trials = tuple(
        replace(one, outcome=replace(outcome, number=one.number)) for one in results.trials
    )
    return replace(results, trials=trials, importance={}, winner=None)


def default_outside(results: Results) -> Results:
    return replace(results, trials=(replace(results.default, params={}), *results.trials[1:]))


def default_failed(results: Results) -> Results:
    failed = Outcome(0, "failed", None, reason="<b>evil</b>")
    return replace(results, trials=(Trial({}, failed), *results.trials[1:]))


@pytest.mark.parametrize("change", [one_trial, all_right, default_outside, default_failed])
def test_unusual_results_have_a_page(results: Results, tmp_path: Path, change: Change) -> None:
    changed = replace(change(results), sweep=replace(results.sweep, folder=tmp_path))
    text = write_results(changed).read_text(encoding="utf-8")
    assert "<b>evil" not in text
    assert (tmp_path / "parallel.png").is_file()


def test_axes_hold_what_lies_on_them(results: Results) -> None:
    scale = odds_scale([0.2, 0.9, 0.99, 1.0])
    assert all(0 <= scale.place(share) <= 1 for share in (0.2, 0.99, 1.0))
    # 0.9 to 0.99 is as far in odds as 0.99 to 0.99909.
    steps = [scale.place(share) for share in (0.9, 0.99, 0.9990826)]
    assert steps[1] - steps[0] == pytest.approx(steps[2] - steps[1], rel=1e-3)
    for dimension in results.sweep.space.dimensions:
        axis = dimension_scale(dimension)
        assert all(0 < axis.place(value) < 1 for value in dimension.samples)
        assert len(axis.ticks) >= 2
    labels = [label for label, _ in dimension_scale(results.sweep.space.dimensions[2]).ticks]
    assert labels == ["0.0001", "0.001", "0.01", "0.1"]


def test_the_sweep_is_as_it_was_begun(results: Results) -> None:
    assert isinstance(results.sweep, Sweep)
    assert results.default.number == 0
