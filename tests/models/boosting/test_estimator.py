from typing import Any

import numba
import numpy as np
import pytest
from sklearn.base import clone

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models.boosting import BoostedStumps

pytestmark = pytest.mark.train


def as_rows(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1).astype(np.float32) / 255


@pytest.fixture(scope="module")
def digits(uci: Split) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    assert uci.test is not None
    assert uci.train.labels is not None
    assert uci.test.labels is not None
    return (
        as_rows(uci.train.images),
        uci.train.labels,
        as_rows(uci.test.images),
        uci.test.labels,
    )


@pytest.mark.parametrize(
    ("features", "terms", "wrong"),
    [("pixels", 1, 0.16), ("haar", 3, 0.15)],
)
def test_it_learns_the_embedded_digits(
    digits: Any, features: Any, terms: int, wrong: float
) -> None:
    x, y, x_test, y_test = digits
    model = BoostedStumps(rounds=60, terms=terms, features=features, sampled=20).fit(x, y)
    assert model.score(x_test, y_test) >= 1 - wrong
    scores = model.decision_function(x)
    assert scores.dtype == np.float32
    assert scores.std() == pytest.approx(3, rel=1e-4)


def test_same_seed_same_rounds_whatever_the_threads(
    digits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    x, y, x_test, _ = digits
    model = BoostedStumps(rounds=8, sampled=20, seed=3)
    first = model.fit(x, y).decision_function(x_test)
    monkeypatch.setattr(numba.config, "NUMBA_NUM_THREADS", numba.config.NUMBA_NUM_THREADS + 2)
    again = clone(model).fit(x, y).decision_function(x_test)
    assert np.array_equal(first, again)
    other = clone(model).set_params(seed=4).fit(x, y).decision_function(x_test)
    assert not np.array_equal(first, other)


def test_stages_end_at_the_scores_and_fewer_rounds_are_a_beginning(digits: Any) -> None:
    x, y, x_test, _ = digits
    seen = []
    model = BoostedStumps(rounds=25, sampled=20)
    model.progress = lambda done, total: seen.append((done, total))
    stages = list(model.fit(x, y).staged_decision_function(x_test, every=10))
    assert seen == [(done, 25) for done in range(1, 26)]
    assert len(stages) == 3
    assert np.allclose(stages[-1], model.decision_function(x_test), atol=1e-5)
    begun = BoostedStumps(rounds=10, sampled=20).fit(x, y)
    assert np.allclose(stages[0] / model.scale_, begun.decision_function(x_test) / begun.scale_)


def test_other_ranges_are_the_same_pictures(digits: Any) -> None:
    x, y, x_test, _ = digits
    model = BoostedStumps(rounds=5, sampled=20)
    expected = model.fit(x, y).decision_function(x_test)
    moved = clone(model).fit(x * 4 - 1, y)
    assert np.allclose(moved.decision_function(x_test * 4 - 1), expected, atol=1e-5)
    # What lies beyond what was seen in training counts as the end of it.
    assert np.array_equal(moved.levels_(np.float32([[-9, 9]])), [[0, 255]])


def test_a_row_without_pictures(digits: Any) -> None:
    x, y, *_ = digits
    model = BoostedStumps(rounds=1, sampled=5).fit(x, y)
    assert model.decision_function(x[:0]).shape == (0, 10)
    assert model.predict(x[:0]).dtype == np.uint8


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rounds": 0}, "got rounds=0, wanted 1 or more"),
        ({"seen": -1}, "got seen=-1, wanted 1 or more"),
        ({"features": "edges"}, "got features='edges', wanted 'pixels' or 'haar'"),
    ],
)
def test_what_a_setting_may_not_be(digits: Any, change: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        BoostedStumps(**change).fit(*digits[:2])


def test_what_it_cannot_learn_from(digits: Any) -> None:
    x, y, *_ = digits
    model = BoostedStumps(rounds=1, sampled=5)
    with pytest.raises(InputError, match=r"shape \(1297, 783\), wanted \(N, side²\)"):
        model.fit(x[:, 1:], y)
    with pytest.raises(InputError, match=r"y of shape \(3,\), wanted \(1297,\)"):
        model.fit(x, y[:3])
    with pytest.raises(InputError, match="without some of the digits"):
        model.fit(x[y < 9], y[y < 9])
    with pytest.raises(InputError, match="NaN"):
        model.fit(np.where(x > 0.5, np.nan, x), y)
    with pytest.raises(InputError, match="64 columns, wanted 784"):
        model.fit(x, y).predict(x[:, :64])
