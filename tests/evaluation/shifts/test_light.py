import numpy as np
import pytest
from scipy import ndimage

from inkdigits.data import Split
from inkdigits.evaluation import SHIFTS


@pytest.mark.parametrize("deviation", [15, 45])
def test_noise_has_its_deviation(deviation: float) -> None:
    grey = np.full((50, 28, 28), 128, np.uint8)
    noisy = SHIFTS["noise"](grey, deviation)
    # With 45 one value in 230 is cut off at black or white.
    assert noisy.std() == pytest.approx(deviation, rel=0.02)
    assert noisy.mean() == pytest.approx(128, abs=0.5)


@pytest.mark.parametrize("deviation", [0.5, 1.5, 2.5])
def test_blur_is_scipys(deviation: float, uci: Split) -> None:
    images = uci.evaluation.images[:10]
    ours = SHIFTS["blur"](images, deviation).astype(float)
    for blurred, image in zip(ours, images, strict=True):
        theirs = ndimage.gaussian_filter(image.astype(float), deviation, mode="constant")
        assert np.abs(blurred - theirs).max() < 4


def test_contrast_keeps_its_share_about_middle_grey() -> None:
    levels = np.zeros((1, 28, 28), np.uint8)
    levels[0, 0, :3] = 0, 128, 255
    assert SHIFTS["contrast"](levels, 0.2)[0, 0, :3].tolist() == [102, 128, 153]


def test_gradient_rises_evenly_from_black_to_its_height() -> None:
    slopes = SHIFTS["gradient"](np.zeros((20, 28, 28), np.uint8), 120).astype(float)
    np.testing.assert_array_equal(slopes.min(axis=(1, 2)), 0)
    np.testing.assert_array_equal(slopes.max(axis=(1, 2)), 120)
    for axis in (1, 2):
        steps = np.diff(slopes, axis=axis)
        spread = steps.max(axis=(1, 2)) - steps.min(axis=(1, 2))
        assert (spread <= 2).all(), "rounding only"


def test_ink_stays_ink_on_the_slope() -> None:
    full = np.full((5, 28, 28), 255, np.uint8)
    np.testing.assert_array_equal(SHIFTS["gradient"](full, 200), full)


def test_polarity_swaps_ink_and_paper(uci: Split) -> None:
    images = uci.evaluation.images[:5]
    np.testing.assert_array_equal(SHIFTS["polarity"](images, 1), np.invert(images))
