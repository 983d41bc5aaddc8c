import cv2
import numpy as np
import pytest
from scipy import ndimage

from inkdigits.arrays import Images
from inkdigits.data import Split
from inkdigits.preprocess import AffineRange, augment_affine

NOTHING = AffineRange(rotation=0, scale=0, shear=0, shift=0)
N = 400


@pytest.fixture
def bars() -> Images:
    """N times one upright bar in the middle of the field, 6 wide and 16 high."""
    bar = np.zeros((28, 28), np.uint8)
    bar[6:22, 11:17] = 255
    return np.repeat(bar[None], N, axis=0)


def moments(images: Images) -> dict[str, np.ndarray]:
    each = [cv2.moments(image.astype(np.float32)) for image in images]
    return {name: np.array([one[name] for one in each]) for name in each[0]}


def test_no_range_gives_back_the_pictures(uci: Split, rng: np.random.Generator) -> None:
    images = uci.evaluation.images
    assert np.array_equal(augment_affine(images, rng, NOTHING), images)


def test_same_chances_same_pictures(uci: Split) -> None:
    images = uci.evaluation.images
    before = images.copy()
    first = augment_affine(images, np.random.default_rng(1))
    assert first.shape == images.shape
    assert first.dtype == np.uint8
    assert np.array_equal(first, augment_affine(images, np.random.default_rng(1)))
    assert not np.array_equal(first, augment_affine(images, np.random.default_rng(2)))
    assert np.array_equal(images, before), "the originals stay"
    changed = (first != images).any(axis=(1, 2))
    assert changed.all(), "each digit is bent"


def test_two_copies_of_a_digit_are_bent_apart(bars: Images, rng: np.random.Generator) -> None:
    bent = augment_affine(bars, rng)
    assert len(np.unique(bent.reshape(N, -1), axis=0)) == N


def test_rotation_stays_in_range_and_fills_it(bars: Images, rng: np.random.Generator) -> None:
    m = moments(augment_affine(bars, rng, AffineRange(12, 0, 0, 0)))
    # Angle of the long axis against the vertical, from the second moments.
    angle = np.rad2deg(0.5 * np.arctan2(2 * m["mu11"], m["mu02"] - m["mu20"]))
    assert np.abs(angle).max() <= 12.5
    assert angle.min() < -11
    assert angle.max() > 11
    assert angle.mean() == pytest.approx(0, abs=1.2)


def test_shear_stays_in_range_and_fills_it(bars: Images, rng: np.random.Generator) -> None:
    m = moments(augment_affine(bars, rng, AffineRange(0, 0, 0.15, 0)))
    shear = m["mu11"] / m["mu02"]
    assert np.abs(shear).max() <= 0.155
    assert shear.min() < -0.14
    assert shear.max() > 0.14


def test_scale_stays_in_range_for_width_and_height_apart(rng: np.random.Generator) -> None:
    # A block of 20 by 20: on a narrow bar the blur of interpolation would count as width.
    blocks = np.zeros((N, 28, 28), np.uint8)
    blocks[:, 4:24, 4:24] = 255
    original = moments(blocks[:1])
    m = moments(augment_affine(blocks, rng, AffineRange(0, 0.12, 0, 0)))
    width = np.sqrt((m["mu20"] / m["m00"]) / (original["mu20"] / original["m00"]))
    height = np.sqrt((m["mu02"] / m["m00"]) / (original["mu02"] / original["m00"]))
    for factor in (width, height):
        assert 0.87 <= factor.min() < 0.9
        assert 1.1 < factor.max() <= 1.14
    assert abs(np.corrcoef(width, height)[0, 1]) < 0.2


def test_shift_stays_in_range_for_x_and_y_apart(bars: Images, rng: np.random.Generator) -> None:
    m = moments(augment_affine(bars, rng, AffineRange(0, 0, 0, 2)))
    moved = np.stack([m["m10"] / m["m00"], m["m01"] / m["m00"]]) - 13.5
    assert np.abs(moved).max() <= 2.05
    assert (moved.min(axis=1) < -1.8).all()
    assert (moved.max(axis=1) > 1.8).all()
    assert abs(np.corrcoef(moved)[0, 1]) < 0.2


def test_the_middle_of_the_field_is_the_fixed_point(bars: Images, rng: np.random.Generator) -> None:
    m = moments(augment_affine(bars, rng, AffineRange(12, 0.12, 0.15, 0)))
    assert np.abs(m["m10"] / m["m00"] - 13.5).max() < 0.1
    assert np.abs(m["m01"] / m["m00"] - 13.5).max() < 0.1


def test_zoom_scales_width_and_height_together(rng: np.random.Generator) -> None:
    blocks = np.zeros((N, 28, 28), np.uint8)
    blocks[:, 6:22, 6:22] = 255
    m = moments(augment_affine(blocks, rng, AffineRange(0, 0, 0, 0, zoom=0.35)))
    size = np.sqrt(m["m00"] / 255) / 16
    # Sampling without averaging: the area may be off by a few per cent.
    assert 0.62 <= size.min() < 0.68
    assert 1.32 < size.max() <= 1.37
    np.testing.assert_allclose(m["mu20"], m["mu02"], rtol=0.05)


def test_a_digit_never_outgrows_the_field_nor_leaves_it(rng: np.random.Generator) -> None:
    """A box of 20 pixels, as MNIST's digits fill it, loses no more than half a pixel's rim."""
    box = np.zeros((N, 28, 28), np.uint8)
    box[:, 4:24, 4:24] = 255
    far = AffineRange(0, 0.08, 0, 4.5, zoom=0.35)
    m = moments(augment_affine(box, rng, far))
    moved = np.stack([m["m10"] / m["m00"], m["m01"] / m["m00"]]) - 13.5
    half = np.sqrt(3 * np.stack([m["mu20"], m["mu02"]]) / m["m00"])  # of an even box
    assert (np.abs(moved) + half).max() < 14.7
    assert np.abs(moved).max() > 4
    assert half.max() > 13.5


def test_rotation_and_shear_lean_no_digit_over_30_degrees(
    bars: Images, rng: np.random.Generator
) -> None:
    m = moments(augment_affine(bars, rng, AffineRange(25, 0, 0.4, 0)))
    lean = np.rad2deg(0.5 * np.arctan2(2 * m["mu11"], m["mu02"] - m["mu20"]))
    assert 28 < np.abs(lean).max() < 33


def test_rotation_is_scipys(uci: Split) -> None:
    images = uci.evaluation.images[:20]
    angles = np.random.default_rng(3).uniform(-25, 25, len(images))
    turned = augment_affine(images, np.random.default_rng(3), AffineRange(25, 0, 0, 0))
    for image, angle, ours in zip(images, angles, turned, strict=True):
        wanted = ndimage.rotate(image.astype(np.float32), -angle, reshape=False, order=1)
        # OpenCV rounds positions to 1/32 pixel: on an edge of 255 that is up to 16 grey levels.
        assert np.abs(ours - wanted).max() < 17
        assert np.abs(ours - wanted).mean() < 1.5


def test_no_digits_are_no_trouble(rng: np.random.Generator) -> None:
    assert augment_affine(np.zeros((0, 28, 28), np.uint8), rng).shape == (0, 28, 28)
