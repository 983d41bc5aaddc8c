import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.arrays import FloatArray
from inkdigits.pages._digit_ink import DigitInk
from inkdigits.pages._line import Placed, set_in_line


def blob(height: int, width: int, seed: int) -> DigitInk:
    """Ink in every row, with ragged sides."""
    rng = np.random.default_rng(seed)
    ink = np.zeros((height, width), np.float32)
    for row in ink:
        start = rng.integers(0, width // 2)
        row[start : rng.integers(start + 1, width + 1)] = 1
    ink[0, 0] = ink[0, -1] = 1
    return DigitInk(0, ink)


def rows(placed: Placed) -> dict[int, FloatArray]:
    """Inked columns of each row of the page."""
    return {
        placed.top + row: placed.left + np.flatnonzero(ink)
        for row, ink in enumerate(placed.digit.ink)
        if ink.any()
    }


@given(st.integers(0, 10_000), st.integers(0, 12))
def test_neighbours_are_as_near_as_wanted_in_the_tightest_row(seed: int, gap: int) -> None:
    digits = [blob(20, 14, seed), blob(16, 10, seed + 1)]
    first, second = set_in_line(digits, [gap], [0, 3])
    ours, theirs = rows(first), rows(second)
    white = [theirs[y].min() - ours[y].max() for y in ours.keys() & theirs.keys()]
    assert min(white) == gap


def test_digits_stand_on_the_line_as_high_as_they_are_lifted() -> None:
    digits = [blob(20, 10, 0), blob(12, 10, 1), blob(15, 10, 2)]
    placed = set_in_line(digits, [4, 4], [0, 0, 2])
    feet = [p.top + len(p.digit.ink) for p in placed]
    assert feet == [20, 20, 18]
    assert (min(p.top for p in placed), min(p.left for p in placed)) == (0, 0)


def test_an_overlap_never_hides_a_digit_behind_the_one_before() -> None:
    bar, stroke = (
        DigitInk(7, np.ones((20, 20), np.float32)),
        DigitInk(1, np.ones((20, 3), np.float32)),
    )
    before, after = set_in_line([bar, stroke], [-100], [0, 0])
    assert after.left >= before.left + 7
