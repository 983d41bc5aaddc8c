import numpy as np
import pytest
from scipy import ndimage

from inkdigits.data import Split
from inkdigits.preprocess import augment_elastic
from inkdigits.preprocess.augment._elastic import _displace


def test_pixels_are_read_where_scipy_reads_them(uci: Split, rng: np.random.Generator) -> None:
    images = uci.evaluation.images[:30]
    dx, dy = rng.uniform(-9, 9, (2, *images.shape)).astype(np.float32)
    rows, columns = np.indices((28, 28))
    for image, x, y, ours in zip(images, dx, dy, _displace(images, dx, dy), strict=True):
        framed = np.pad(image.astype(np.float32), 1)
        places = np.clip(rows + y + 1, 0, 29), np.clip(columns + x + 1, 0, 29)
        wanted = ndimage.map_coordinates(framed, places, order=1)
        assert np.abs(ours - wanted).max() < 17, "OpenCV rounds positions to 1/32 pixel"


def test_strength_is_simards(rng: np.random.Generator) -> None:
    """A ramp shows the displacement of each pixel as its grey level."""
    ramp = np.broadcast_to(np.arange(28, dtype=np.uint8) * 8, (1500, 28, 28))
    moved = augment_elastic(ramp, rng)[:, 4:-4, 8:-8].astype(float) - ramp[:, 4:-4, 8:-8]
    wanted = 34 / np.sqrt(3) / (2 * np.sqrt(np.pi) * 4)
    assert moved.std() / 8 == pytest.approx(wanted, rel=0.08)
    assert moved.mean() / 8 == pytest.approx(0, abs=0.1)


def test_a_larger_sigma_is_stiffer(rng: np.random.Generator) -> None:
    ramp = np.broadcast_to(np.arange(28, dtype=np.uint8) * 8, (300, 28, 28))
    bends = []
    for sigma in (3.0, 6.0):
        moved = augment_elastic(ramp, rng, 8 * sigma, sigma)[:, 8:-8, 8:-8].astype(float)
        bends.append(np.abs(np.diff(moved, axis=1)).mean())
    assert bends[1] < 0.7 * bends[0]


def test_no_strength_gives_back_the_pictures(uci: Split, rng: np.random.Generator) -> None:
    images = uci.evaluation.images
    assert np.array_equal(augment_elastic(images, rng, 0.0), images)


def test_many_high_pictures_are_bent_too(rng: np.random.Generator) -> None:
    # 700 of 56 rows, stacked, are more rows than OpenCV can address.
    ramp = np.broadcast_to(np.arange(56, dtype=np.uint8) * 4, (700, 56, 56))
    moved = augment_elastic(ramp, rng, 68.0, 8.0)[:, 8:-8, 8:-8].astype(float)
    spread = (moved - ramp[:, 8:-8, 8:-8]).std(axis=(1, 2)) / 4
    assert (spread > 0.3).all(), "each of them, by the same strength"
    assert spread.mean() == pytest.approx(68 / np.sqrt(3) / (2 * np.sqrt(np.pi) * 8), rel=0.3)
