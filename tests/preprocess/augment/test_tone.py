import numpy as np
import pytest
from scipy import ndimage

from inkdigits.data import Split
from inkdigits.preprocess import augment_blur, augment_contrast, augment_noise


def test_blur_is_scipys_of_one_of_eight_strengths(uci: Split, rng: np.random.Generator) -> None:
    images = uci.evaluation.images[:200]
    strengths = []
    for image, ours in zip(images, augment_blur(images, rng, 1.6), strict=True):
        gray = image.astype(np.float32)
        off = [
            np.abs(ours - ndimage.gaussian_filter(gray, 0.2 * k, mode="nearest", radius=7)).max()
            for k in range(1, 9)
        ]
        assert min(off) < 3
        strengths.append(int(np.argmin(off)) + 1)
    assert set(strengths) == set(range(1, 9))


def test_blur_of_an_even_picture_changes_nothing(rng: np.random.Generator) -> None:
    even = np.full((20, 28, 28), 77, np.uint8)
    assert np.array_equal(augment_blur(even, rng, 2.0), even), "the edge is no dark frame"


def test_no_blur_gives_back_the_pictures(uci: Split, rng: np.random.Generator) -> None:
    images = uci.evaluation.images
    assert np.array_equal(augment_blur(images, rng, 0.0), images)


def test_noise_has_the_deviation_drawn_and_no_more(rng: np.random.Generator) -> None:
    noisy = augment_noise(np.full((400, 28, 28), 128, np.uint8), rng, 20.0).astype(float)
    deviations = noisy.std(axis=(1, 2))
    assert deviations.min() < 1
    assert 18 < deviations.max() < 22
    assert np.sort(deviations)[200] == pytest.approx(10, abs=1.5), "evenly drawn"
    assert noisy.mean() == pytest.approx(128, abs=0.2)


def test_noise_is_clipped_and_does_not_wrap_around(rng: np.random.Generator) -> None:
    edges = np.zeros((200, 28, 28), np.uint8)
    edges[:, :14] = 255
    noisy = augment_noise(edges, rng, 15.0)
    assert noisy[:, :14].min() > 150
    assert noisy[:, 14:].max() < 105


def test_contrast_keeps_an_even_share_of_the_ink(uci: Split, rng: np.random.Generator) -> None:
    images = uci.train.images
    faint = augment_contrast(images, rng, 0.6)
    kept = faint.sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert 0.395 <= kept.min() < 0.42
    assert 0.98 < kept.max() <= 1.005
    assert kept.mean() == pytest.approx(0.7, abs=0.02)
    wanted = np.rint(images * kept[:, None, None])
    assert np.abs(faint - wanted).max() <= 1.5, "each picture by one factor"
