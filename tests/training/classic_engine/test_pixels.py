import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from inkdigits.arrays import FloatArray
from inkdigits.data import Split
from inkdigits.models import ClassicRecipe
from inkdigits.models._recipe import Net
from inkdigits.preprocess import deskew
from inkdigits.training.classic_engine._pixels import Pixels

pytestmark = pytest.mark.train


def rows(images: np.ndarray, **steps: object) -> FloatArray:
    recipe = ClassicRecipe("linear", Net(), **steps)  # type: ignore[arg-type]
    return Pixels(recipe).rows(images) * 255


def test_without_steps_pixels_are_only_scaled(uci: Split) -> None:
    images = uci.train.images[:50]
    np.testing.assert_array_equal(rows(images).round(), images.reshape(-1, 784))


def test_deskewing_is_that_of_preprocess(uci: Split) -> None:
    images = uci.train.images[:200]
    expected = deskew(images).round().reshape(-1, 784)
    assert np.abs(rows(images, deskew=True) - expected).max() <= 1.01  # one level, where .5 is near


def test_the_blur_is_a_gaussian(uci: Split) -> None:
    images = uci.train.images[:50]
    smooth = gaussian_filter(images.astype(np.float64), (0, 0.8, 0.8), mode="constant", truncate=3)
    got = rows(images, blur=0.8).reshape(-1, 28, 28)
    inner = (slice(None), slice(4, 24), slice(4, 24))
    assert np.abs(got[inner] - smooth[inner]).max() <= 1.01


def test_faint_pixels_go_and_others_stay(uci: Split) -> None:
    images = uci.train.images[:50]
    expected = np.where(images < 100, 0, images).reshape(-1, 784)
    np.testing.assert_array_equal(rows(images, denoise=100).round(), expected)


def test_sixteen_pixels_average_over_the_middle_twenty_four() -> None:
    images = np.zeros((2, 28, 28), np.uint8)
    images[0] = 200
    images[1, 2:5, 2:5] = 240  # three pixels each way: two of the sixteen
    got = rows(images, side=16).reshape(2, 16, 16)
    np.testing.assert_allclose(got[0], 200, atol=1e-3)
    expected = np.zeros((16, 16))
    expected[:2, :2] = 240
    np.testing.assert_allclose(got[1], expected, atol=1e-3)


@pytest.mark.parametrize(("top", "left"), [(0, 0), (3, 17), (20, 20), (9, 10)])
def test_the_bounding_box_comes_to_the_middle(top: int, left: int) -> None:
    images = np.zeros((1, 28, 28), np.uint8)
    images[0, top : top + 8, left : left + 6] = 255
    got = rows(images, centring="box").reshape(28, 28)
    expected = np.zeros((28, 28))
    expected[10:18, 11:17] = 255
    np.testing.assert_allclose(got, expected, atol=1e-3)


def test_a_blank_picture_stays_blank() -> None:
    blank = np.zeros((1, 28, 28), np.uint8)
    assert not rows(blank, centring="box", deskew=True, blur=1.0, denoise=9, side=16).any()
