import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from inkdigits.errors import InputError
from inkdigits.evaluation import clopper_pearson, wilson


@settings(deadline=None)  # the oracle loads scipy on its first call
@given(
    counts=st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    confidence=st.floats(0.5, 0.999),
)
def test_agrees_with_statsmodels(counts: tuple[int, int], confidence: float) -> None:
    expected = proportion_confint(*counts, alpha=1 - confidence, method="wilson")
    assert wilson(*counts, confidence) == pytest.approx(expected, abs=1e-12)


def test_holds_the_share_and_stays_between_0_and_1() -> None:
    low, high = wilson(10_000, 10_000)
    assert 0.999 < low < 1.0
    assert high == 1.0
    low, high = wilson(0, 10)
    assert low == 0.0
    assert 0.2 < high < 0.3


def test_narrows_with_more_trials_and_widens_with_more_confidence() -> None:
    def width(*arguments: float) -> float:
        low, high = wilson(*arguments)  # type: ignore[arg-type]
        return high - low

    assert width(9_900, 10_000) < width(990, 1_000) < width(99, 100)
    assert width(99, 100, 0.9) < width(99, 100) < width(99, 100, 0.99)


@pytest.mark.parametrize(("successes", "n"), [(-1, 10), (11, 10), (0, 0)])
def test_rejects_impossible_counts(successes: int, n: int) -> None:
    with pytest.raises(InputError, match=f"got {successes} successes of {n}, wanted at least 1"):
        wilson(successes, n)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95])
def test_rejects_a_confidence_outside_0_to_1(confidence: float) -> None:
    with pytest.raises(InputError, match=f"got a confidence of {confidence}, wanted one between"):
        wilson(5, 10, confidence)


@settings(deadline=None, max_examples=40)
@given(
    counts=st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    confidence=st.floats(0.5, 0.999),
)
def test_the_exact_interval_agrees_with_statsmodels(
    counts: tuple[int, int], confidence: float
) -> None:
    expected = proportion_confint(*counts, alpha=1 - confidence, method="beta")
    assert clopper_pearson(*counts, confidence) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("successes", "n"), [(0, 7), (7, 7), (1, 1), (9_965, 10_000), (0, 9_903)])
def test_the_exact_interval_at_its_ends(successes: int, n: int) -> None:
    expected = proportion_confint(successes, n, method="beta")
    assert clopper_pearson(successes, n) == pytest.approx(expected, abs=1e-12)


def test_the_exact_interval_wants_possible_counts() -> None:
    with pytest.raises(InputError, match="got 4 successes of 3, wanted at least 1 trial"):
        clopper_pearson(4, 3)
