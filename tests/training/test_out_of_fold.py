from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inkdigits.arrays import Images, Probabilities
from inkdigits.data import Split, fold_numbers
from inkdigits.training import _out_of_fold, out_of_fold

pytestmark = pytest.mark.train


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each training was asked for; it yields a recognizer that answers with its own number."""
    asked: list[dict[str, Any]] = []

    def train(model: str, data: Split, **settings: Any) -> SimpleNamespace:
        assert data.test is None
        asked.append({"model": model, "digits": data.train, **settings})
        number = len(asked)

        def predict_proba(images: Images) -> Probabilities:
            return np.full((len(images), 10), number, np.float32)

        return SimpleNamespace(answers=lambda: SimpleNamespace(predict_proba=predict_proba))

    monkeypatch.setattr(_out_of_fold, "train", train)
    return asked


def test_each_digit_is_judged_by_what_was_trained_on_the_other_folds(
    uci: Split, trainings: list[dict[str, Any]]
) -> None:
    told: list[tuple[int, int]] = []
    answers = out_of_fold(
        "convnet",
        uci.train,
        folds=3,
        seed=6,
        begin_fold=lambda fold, digits: told.append((fold, digits)),
        views=1,
    )
    numbers = fold_numbers(uci.train, 3, 6)
    np.testing.assert_array_equal(answers, np.repeat(numbers[:, None] + 1, 10, axis=1))
    for fold, asked in enumerate(trainings):
        others = uci.train.subset(np.flatnonzero(numbers != fold))
        np.testing.assert_array_equal(asked["digits"].images, others.images)
        assert told[fold] == (fold + 1, len(others))
        assert (asked["model"], asked["seed"], asked["views"]) == ("convnet", 6, 1)
        assert not Path(asked["out"]).exists()


@pytest.mark.parametrize(
    ("model", "digits", "settings", "epochs"),
    [
        ("convnet", 1000, {}, 30),
        ("convnet", 7, {}, 300),
        ("convnet", 1000, {"epochs": 2}, 2),
        ("mlp", 1250, {}, 24),
        ("ann", 1297, {"epochs": "5"}, "5"),
    ],
)
def test_a_small_dataset_is_gone_over_more_often(
    model: str,
    digits: int,
    settings: dict[str, Any],
    epochs: int | str,
    uci: Split,
    trainings: list[dict[str, Any]],
) -> None:
    dataset = uci.train.subset(np.arange(digits))
    _out_of_fold.train_and_ask(model, dataset, dataset.images[:1], **settings)
    assert trainings[0]["epochs"] == epochs


def test_a_large_dataset_is_gone_over_as_the_recipe_says(
    uci: Split, trainings: list[dict[str, Any]]
) -> None:
    dataset = uci.train.subset(np.arange(10_000) % len(uci.train))
    _out_of_fold.train_and_ask("convnet", dataset, dataset.images[:1])
    assert "epochs" not in trainings[0]


def test_what_does_not_learn_step_by_step_gets_no_epochs(
    uci: Split, trainings: list[dict[str, Any]]
) -> None:
    _out_of_fold.train_and_ask("svm", uci.train, uci.train.images[:1])
    assert "epochs" not in trainings[0]
