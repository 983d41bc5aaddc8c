import cv2
import numpy as np
import pytest
from scipy import ndimage

from inkdigits.arrays import Uint8Array
from inkdigits.data import Split
from inkdigits.preprocess import deskew


def slanted_bar(shear: float) -> Uint8Array:
    """(1, 28, 28): a vertical bar, each row moved by `shear` pixels for each pixel of height."""
    upright = np.zeros((28, 28), np.uint8)
    upright[5:23, 12:16] = 255
    matrix = np.array([[1, shear, -shear * 13.5], [0, 1, 0]])
    return cv2.warpAffine(upright, matrix, (28, 28), flags=cv2.INTER_LINEAR)[None]


def slant(image: np.ndarray) -> float:
    """The shear that image moments see, by OpenCV."""
    moments = cv2.moments(image.astype(np.float32))
    return moments["mu11"] / moments["mu02"]


@pytest.mark.parametrize("shear", [-0.4, -0.1, 0.25, 0.4])
def test_a_slanted_bar_comes_upright(shear: float) -> None:
    bar = slanted_bar(shear)
    assert slant(bar[0]) == pytest.approx(shear, abs=0.03)
    upright = deskew(bar)[0]
    assert slant(upright) == pytest.approx(0, abs=0.01)
    columns = (upright > 127).any(axis=0).sum()
    assert columns <= 5, "the bar is four pixels wide"


def test_an_upright_bar_stays_as_it_is() -> None:
    bar = slanted_bar(0)
    np.testing.assert_allclose(deskew(bar), bar, atol=1e-3)


def test_ink_and_its_centre_stay(uci: Split) -> None:
    images = uci.evaluation.images[:100]
    upright = deskew(images)
    for before, after in zip(images, upright, strict=True):
        a, b = cv2.moments(before.astype(np.float32)), cv2.moments(after)
        assert b["m00"] == pytest.approx(a["m00"], rel=1e-4)
        assert b["m10"] / b["m00"] == pytest.approx(a["m10"] / a["m00"], abs=0.01)
        assert b["m01"] / b["m00"] == pytest.approx(a["m01"] / a["m00"], abs=0.01)


def test_real_digits_lose_their_slant(uci: Split) -> None:
    images = uci.evaluation.images
    before = np.array([slant(image) for image in images])
    after = np.array([slant(image) for image in deskew(images)])
    assert np.abs(before).max() > 0.3
    assert np.abs(after).max() < 0.01


def test_pixels_are_scipys_linear_interpolation(uci: Split) -> None:
    images = uci.evaluation.images[:50]
    ys, xs = np.mgrid[:28, :28].astype(np.float64)
    for image, ours in zip(images, deskew(images), strict=True):
        moments = cv2.moments(image.astype(np.float64))
        centre_y = moments["m01"] / moments["m00"]
        source_x = xs + slant(image) * (ys - centre_y)
        oracle = ndimage.map_coordinates(
            image.astype(np.float64), [ys, source_x], order=1, mode="grid-constant"
        )
        np.testing.assert_allclose(ours, oracle, atol=0.02)


def test_ink_at_the_edge_leaves_the_frame_without_wrapping() -> None:
    diagonal = np.zeros((1, 28, 28), np.uint8)
    diagonal[0, np.arange(28), np.arange(28)] = 255
    diagonal[0, 0, 27] = 255
    upright = deskew(diagonal)
    assert np.isfinite(upright).all()
    assert upright[0, 0, :3].max() == 0, "the lone pixel at the right does not come in at the left"
    assert upright.max() <= 255


def test_a_picture_without_ink_stays_blank() -> None:
    assert not deskew(np.zeros((2, 28, 28), np.uint8)).any()


def test_a_dash_is_not_torn_apart() -> None:
    dash = np.zeros((1, 28, 28), np.uint8)
    dash[0, 13, 6:14] = 255
    dash[0, 14, 14:22] = 255
    upright = deskew(dash)[0]
    rows, columns = np.nonzero(upright > 60)
    assert set(rows) == {13, 14}
    assert columns.max() - columns.min() <= 20


def test_floats_keep_their_range() -> None:
    unit = slanted_bar(0.3).astype(np.float32) / 255
    result = deskew(unit)
    assert result.dtype == np.float32
    assert 0 <= result.min() < result.max() <= 1 + 1e-6
    np.testing.assert_allclose(result, deskew(slanted_bar(0.3)) / 255, atol=1e-5)
