from itertools import pairwise

import cv2
import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.evaluation import SHIFTS
from inkdigits.evaluation.shifts._thinning import thin


def parts_and_holes(ink: np.ndarray) -> tuple[int, int]:
    paper = np.pad(~ink, 1, constant_values=True)
    return (
        cv2.connectedComponents(ink.astype(np.uint8), connectivity=8)[0],
        cv2.connectedComponents(paper.astype(np.uint8), connectivity=4)[0],
    )


@pytest.mark.parametrize("width", [1, 2, 3, 5])
@pytest.mark.parametrize("own", [1, 3, 5])
def test_a_bar_takes_on_the_width_of_the_pen(width: float, own: int) -> None:
    bar = np.zeros((1, 28, 28), np.uint8)
    bar[0, 4:24, 12 : 12 + own] = 255
    drawn = SHIFTS["stroke"](bar, width)[0]
    assert drawn[14].sum() / 255 == pytest.approx(width, abs=0.5)
    assert np.average(np.arange(28), weights=drawn[14]) == pytest.approx(11.5 + own / 2, abs=0.5)


def test_a_wider_pen_leaves_more_ink_everywhere(uci: Split) -> None:
    images = uci.evaluation.images[:100]
    drawn = [SHIFTS["stroke"](images, width) for width in SHIFTS["stroke"].severities]
    for thinner, wider in pairwise(drawn):
        assert (wider >= thinner).all()
        assert (wider.sum(axis=(1, 2)) > thinner.sum(axis=(1, 2))).all()


def test_no_ink_is_drawn_where_there_is_none() -> None:
    assert SHIFTS["stroke"](np.zeros((3, 28, 28), np.uint8), 6).max() == 0


def test_thinning_keeps_every_part_and_every_loop(uci: Split) -> None:
    ink = np.kron(uci.evaluation.images[:200] > 96, np.ones((1, 2, 2), bool))
    lines = thin(ink)
    assert (ink | ~lines).all()
    for strokes, line in zip(ink, lines, strict=True):
        assert parts_and_holes(line) == parts_and_holes(strokes)


def test_thinned_strokes_are_one_pixel_wide(uci: Split) -> None:
    lines = thin(uci.evaluation.images[:200] > 96)
    blocks = lines[:, 1:, 1:] & lines[:, :-1, 1:] & lines[:, 1:, :-1] & lines[:, :-1, :-1]
    assert blocks.sum() <= 2, "2×2 pixels, at crossings only"
    np.testing.assert_array_equal(thin(lines), lines)


def test_thinning_of_the_widest_picture_and_of_none() -> None:
    full = np.ones((1, 64, 64), bool)
    assert 0 < thin(full).sum() < 64
    assert thin(full[:0]).shape == (0, 64, 64)
    assert not thin(~full).any()
