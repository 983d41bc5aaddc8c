import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.arrays import Images
from inkdigits.preprocess import augment_stroke
from inkdigits.preprocess.augment._stroke import mean_width, move_edges


def bar(width: int) -> Images:
    """An upright bar of 20 pixels' height."""
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 4:24, 14 - width // 2 : 14 - width // 2 + width] = 255
    return image


def across(image: Images) -> float:
    """Pixels of ink in the row in the bar's middle."""
    return float(image[0, 14].sum() / 255)


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8])
def test_mean_width_of_a_bar_is_area_over_half_the_outline(width: int) -> None:
    assert mean_width(bar(width))[0] == pytest.approx(20 * width / (20 + width), rel=0.02)


@pytest.mark.parametrize("offset", [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 1.6, 2.0])
def test_each_edge_of_a_bar_moves_by_the_offset(offset: float) -> None:
    moved = move_edges(bar(4), np.array([offset]))
    assert across(moved) == pytest.approx(4 + 2 * offset, abs=0.35)


def test_a_thin_stroke_gets_thinner_and_not_only_fainter() -> None:
    thin = move_edges(bar(3), np.array([-0.5]))
    assert thin[0, 14, 14] > 230
    assert across(thin) == pytest.approx(2, abs=0.3)


@given(offsets=st.lists(st.floats(-2, 2), min_size=2, max_size=6).map(sorted))
def test_ink_grows_with_the_offset(offsets: list[float]) -> None:
    ring = np.zeros((28, 28), np.uint8)
    ring[5:23, 7:21] = 255
    ring[9:19, 11:17] = 0
    areas = move_edges(np.repeat(ring[None], len(offsets), axis=0), np.array(offsets)).astype(int)
    assert (np.diff(areas, axis=0) >= -1).all(), "no pixel loses ink, but for rounding"


def test_pens_reach_from_hairline_to_marker(rng: np.random.Generator) -> None:
    bars = np.concatenate([bar(width) for width in (2, 3, 4, 5)] * 100)
    drawn = augment_stroke(bars, rng, 3.0)
    widths = drawn[:, 14].sum(axis=1) / 255
    assert 1.0 < widths.min() < 1.7
    assert 5.5 < widths.max() < 8.5
    assert drawn.max(axis=(1, 2)).min() > 100, "a hairline is still there"
    little = augment_stroke(bars, rng, 0.5)[:, 14].sum(axis=1) / 255
    assert 0.9 < np.abs(little - bars[:, 14].sum(axis=1) / 255).max() < 1.05


def test_no_ink_stays_no_ink(rng: np.random.Generator) -> None:
    blank = np.zeros((5, 28, 28), np.uint8)
    assert mean_width(blank).tolist() == [0] * 5
    assert not augment_stroke(blank, rng, 2.0).any()
