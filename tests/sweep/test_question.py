import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.sweep import begin_sweep
from tests.sweep.conftest import VARY, Begin


def test_the_question_is_written_down(begin: Begin, few: Split) -> None:
    sweep = begin(set_={"epochs": "2"})
    document = json.loads((sweep.folder / "sweep.json").read_text())
    assert (document["model"], document["seed"], document["trials"]) == ("cnn", 1, 12)
    assert document["data"]["n"] == len(few.train)
    assert document["vary"][0] == {"name": "kernel_size", "values": [3, 5, 7]}
    assert document["set"] == {"epochs": "2"}
    assert document["recipe"]["epochs"] == 2
    assert document["storage"] == "study.db"
    assert sweep.settings == {"epochs": "2", "seed": 1}


def test_the_same_question_is_carried_on(begin: Begin) -> None:
    first = begin()
    assert begin() == first
    assert begin(trials=None, parallel=None) == first
    more = begin(trials=20)
    assert (more.trials, more.study) == (20, first.study)
    assert begin(trials=None).trials == 20


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"seed": 4}, "seed and recipe"),
        ({"parallel": 2}, "parallel"),
        ({"vary": VARY[:2]}, "vary"),
        ({"vary": VARY[::-1]}, "vary"),
        ({"set_": {"epochs": "2"}}, "set and recipe"),
    ],
)
def test_another_question_is_refused(begin: Begin, change: dict[str, Any], named: str) -> None:
    folder = begin().folder
    with pytest.raises(InputError) as refused:
        begin(**change)
    assert str(refused.value) == (
        f"{folder} holds a sweep with another {named}; ask for the same to carry it on, or name "
        "another folder: --out DIR"
    )


def test_other_digits_are_refused(begin: Begin, few: Split) -> None:
    sweep = begin()
    other = few.train.subset(np.arange(200))
    with pytest.raises(InputError, match="holds a sweep with another data;"):
        begin_sweep("cnn", VARY, other, sweep.folder, seed=1, trials=12, parallel=3)


def test_fewer_trials_are_refused(begin: Begin) -> None:
    begin()
    with pytest.raises(InputError, match=r"of 12 trials, got --trials 11; ask for as many or more"):
        begin(trials=11)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"study": 3'])
def test_a_damaged_question_is_refused(begin: Begin, tmp_path: Path, text: str) -> None:
    begin()
    (tmp_path / "sweep" / "sweep.json").write_text(text)
    with pytest.raises(InputError, match=r"not what a sweep writes there; name another folder"):
        begin()


def test_no_more_trials_than_there_are_combinations(begin: Begin) -> None:
    assert begin("inside", ["kernel_size=3,5", "pooling=max,average"]).trials == 4
    assert begin("outside", ["kernel_size=3,7", "pooling=max,average"]).trials == 5


def test_a_recipe_without_validation_is_given_one(few: Split, tmp_path: Path) -> None:
    sweep = begin_sweep("ann", ["hidden=16,32"], few.train, tmp_path)
    assert sweep.adds_validation
    assert sweep.recipe.validation == sweep.settings["validation"] == 0.1
    kept = begin_sweep(
        "ann", ["hidden=16,32"], few.train, tmp_path / "set", set_={"validation": "0.3"}
    )
    assert kept.recipe.validation == 0.3


@pytest.mark.parametrize(
    ("set_", "message"),
    [
        ({"validation": "0"}, "got --set validation=0, wanted digits that are held out"),
        ({"seed": "4"}, "got --set seed=4, wanted --seed 4"),
        ({"kernel": "4"}, "cnn has no setting 'kernel'"),
    ],
)
def test_unfit_settings_are_refused(
    begin: Begin, tmp_path: Path, set_: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        begin(set_=set_)
    assert not (tmp_path / "sweep").exists()


def test_epochs_are_compared_only_where_all_have_as_many(begin: Begin) -> None:
    assert begin("a").may_prune
    assert not begin("b", ["epochs=2..6"]).may_prune


@pytest.mark.train
def test_what_auto_comes_to_is_found_once(
    few: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin_sweep("convnet", ["batch_size=32,64"], few.train, tmp_path)
    assert first.settings["precision"] in ("float32", "bfloat16")
    from inkdigits.training import torch_engine

    monkeypatch.setattr(torch_engine, "settle", None)
    assert begin_sweep("convnet", ["batch_size=32,64"], few.train, tmp_path) == first
