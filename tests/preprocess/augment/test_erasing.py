import numpy as np
import pytest

from inkdigits.preprocess import augment_erasing

PAPER = np.full((500, 28, 28), 200, np.uint8)


def test_one_rectangle_of_the_wanted_area_is_covered(rng: np.random.Generator) -> None:
    covered = augment_erasing(PAPER, rng, 0.08) != 200
    areas = covered.sum(axis=(1, 2))
    heights, widths = covered.any(axis=2).sum(axis=1), covered.any(axis=1).sum(axis=1)
    visible = areas > 0  # one in 500 may have the paper's own grey
    assert visible.mean() > 0.98
    assert np.array_equal(areas, heights * widths), "a full rectangle"
    shares = areas[visible] / 784
    # Sides are rounded to pixels.
    assert 0.01 < shares.min() < 0.025
    assert 0.07 < shares.max() < 0.1
    assert shares.mean() == pytest.approx(0.05, abs=0.003)
    ratio = heights[visible] / widths[visible]
    assert (ratio > 2).any()
    assert (ratio < 0.5).any()


def test_half_are_empty_and_half_of_one_grey(rng: np.random.Generator) -> None:
    erased = augment_erasing(PAPER, rng)
    fills = [set(image[image != 200].tolist()) for image in erased]
    assert max(map(len, fills)) == 1
    assert np.mean([fill == {0} for fill in fills]) == pytest.approx(0.5, abs=0.08)
    assert len(set.union(*fills)) > 100


def test_every_place_is_covered_at_times(rng: np.random.Generator) -> None:
    often = (augment_erasing(np.repeat(PAPER, 4, axis=0), rng) != 200).mean(axis=0)
    assert often.min() > 0
    assert often[14, 14] == pytest.approx(often[14, 10], abs=0.05)
