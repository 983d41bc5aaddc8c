import numpy as np
import pytest

from inkdigits.reading.rules._smallest import _from_the_ends, _refined, same_endings


@pytest.mark.parametrize("seed", range(20))
def test_going_back_from_the_ends_finds_what_refinement_finds(seed):
    rng = np.random.default_rng(seed)
    count = 60
    later = np.arange(count)[:, None] + 1 + rng.integers(0, 4, (count, 10))
    table = np.where((later < count) & (rng.random((count, 10)) < 0.5), later, -1)
    table[:, 2:] = -1  # few digits, that many states may be alike
    final = rng.random(count) < 0.4
    found = np.array(_from_the_ends(table.tolist(), final.tolist()))
    expected = _refined(table, final)
    pairs = set(zip(found.tolist(), expected.tolist(), strict=True))
    assert len(pairs) == len(set(found.tolist())) == len(set(expected.tolist())) < count
    assert np.array_equal(found == 0, expected == 0)


def test_circles_are_refined():
    table = np.full((3, 10), -1)
    table[0, 0], table[1, 0], table[2, 0] = 1, 0, 2
    assert same_endings(table, np.array([True, True, False])).tolist()[2] == 0
    assert len(set(same_endings(table, np.array([True, True, False])).tolist())) == 2
