import numpy as np
import pytest
from scipy.stats import binomtest, bootstrap

from inkdigits.errors import InputError
from inkdigits.evaluation.scores._comparison import compare_answers, mcnemar, paired_bootstrap


@pytest.mark.parametrize(
    ("only_first", "only_second"),
    [(0, 0), (0, 1), (5, 5), (3, 12), (12, 3), (40, 71), (700, 800), (0, 9000)],
)
def test_mcnemar_is_scipys_binomial_test(only_first: int, only_second: int) -> None:
    expected = 1.0
    if throws := only_first + only_second:
        expected = binomtest(only_first, throws, 0.5).pvalue
    assert mcnemar(only_first, only_second) == pytest.approx(expected, rel=1e-9)


def test_the_interval_is_that_of_digits_drawn_one_by_one(rng: np.random.Generator) -> None:
    differences = np.repeat([-1, 1, 0], [30, 55, 915])
    drawn = bootstrap(
        (differences,), np.mean, method="percentile", n_resamples=20_000, rng=rng, vectorized=True
    ).confidence_interval
    assert paired_bootstrap(30, 55, 1000, rng) == pytest.approx((drawn.low, drawn.high), abs=1e-3)


def test_who_is_right_where_the_other_is_wrong() -> None:
    labels = np.array([0, 1, 2, 3, 4, 5], np.uint8)
    first = np.array([0, 1, 2, 0, 0, 0], np.uint8)
    second = np.array([0, 9, 9, 3, 4, 9], np.uint8)
    found = compare_answers(first, second, labels)
    assert (found.both_right, found.only_first, found.only_second, found.both_wrong) == (1, 2, 2, 1)
    assert found.n == 6
    assert found.difference == 0
    assert found.p_value == 1
    assert found.ci95[0] < 0 < found.ci95[1]
    assert found.to_json()["ci95"] == list(found.ci95)


def test_equal_models_differ_by_nothing() -> None:
    labels = np.arange(10, dtype=np.uint8)
    assert compare_answers(labels, labels, labels).ci95 == (0, 0)


def test_answers_to_other_digits_are_refused() -> None:
    labels = np.arange(10, dtype=np.uint8)
    with pytest.raises(InputError, match="got 9 and 10 answers to 10 digits"):
        compare_answers(labels[:9], labels, labels)
    with pytest.raises(InputError, match="got 0 and 0 answers to 0 digits"):
        compare_answers(labels[:0], labels[:0], labels[:0])
