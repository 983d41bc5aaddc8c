import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from inkdigits.errors import InputError
from inkdigits.reading.rules import assign


@given(
    pages=st.integers(0, 12),
    ids=st.integers(1, 12),
    seed=st.integers(0, 10_000),
    whole=st.booleans(),
)
def test_the_sum_is_that_of_scipy_and_no_id_is_used_twice(pages, ids, seed, whole):
    scores = np.random.default_rng(seed).normal(-20, 20, (pages, ids))
    scores = np.round(scores / 10) if whole else scores  # with ties, and without
    chosen = assign(scores)
    used = chosen[chosen >= 0]
    assert len(set(used.tolist())) == len(used) == min(pages, ids)
    total = scores[np.flatnonzero(chosen >= 0), used].sum()
    assert total == pytest.approx(scores[linear_sum_assignment(scores, maximize=True)].sum())


def test_a_hundred_pages_are_assigned_as_by_scipy():
    scores = np.random.default_rng(0).normal(size=(100, 130))
    assert assign(scores).tolist() == linear_sum_assignment(scores, maximize=True)[1].tolist()


@pytest.mark.parametrize("scores", [np.zeros(3), np.array([[0.0, -np.inf]]), np.array([[np.nan]])])
def test_scores_that_are_no_finite_table_are_refused(scores):
    with pytest.raises(InputError, match=r"wanted finite ones of shape \(pages, ids\)"):
        assign(scores)
