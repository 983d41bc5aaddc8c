import numpy as np
import pytest
from scipy.stats import bootstrap

from inkdigits.errors import InputError
from inkdigits.evaluation import bootstrap_accuracy, bootstrap_writers
from inkdigits.evaluation.scores import _bootstrap

RIGHT = np.repeat([True, False], [940, 60])


def test_digits_drawn_by_number_are_digits_drawn_one_by_one(rng: np.random.Generator) -> None:
    drawn = bootstrap(
        (RIGHT.astype(float),), np.mean, method="percentile", n_resamples=20_000, rng=rng
    ).confidence_interval
    assert bootstrap_accuracy(RIGHT, rng) == pytest.approx((drawn.low, drawn.high), abs=2e-3)


def test_the_same_draws_give_the_interval_of_the_definition(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_bootstrap, "RESAMPLES", 500)
    right = rng.random(80) < 0.8
    writers = rng.integers(0, 12, 80).astype(np.int32)
    names = np.unique(writers)
    draws = np.random.default_rng(7).integers(0, len(names), (500, len(names)))
    accuracies = [
        np.concatenate([right[writers == names[person]] for person in people]).mean()
        for people in draws
    ]
    expected = np.percentile(accuracies, [2.5, 97.5])
    got = bootstrap_writers(right, writers, np.random.default_rng(7))
    assert got == pytest.approx(tuple(expected), abs=1e-12)


def test_errors_that_gather_with_few_writers_widen_the_interval(rng: np.random.Generator) -> None:
    gathered = np.arange(1000, dtype=np.int32) // 20
    spread = np.arange(1000, dtype=np.int32) % 50
    plain = bootstrap_accuracy(RIGHT, rng)
    few, many = (bootstrap_writers(RIGHT, writers, rng) for writers in (gathered, spread))
    assert few[1] - few[0] > 3 * (plain[1] - plain[0])
    assert many[1] - many[0] < plain[1] - plain[0]


def test_writers_of_one_digit_are_digits(rng: np.random.Generator) -> None:
    alone = bootstrap_writers(RIGHT, np.arange(1000, dtype=np.int32), rng)
    assert alone == pytest.approx(bootstrap_accuracy(RIGHT, rng), abs=2e-3)


def test_nothing_can_be_drawn_from_nothing(rng: np.random.Generator) -> None:
    with pytest.raises(InputError, match="got no answers, wanted at least one to draw from"):
        bootstrap_accuracy(RIGHT[:0], rng)
    with pytest.raises(InputError, match="got 3 writers for 1000 answers, wanted as many"):
        bootstrap_writers(RIGHT, np.zeros(3, np.int32), rng)
