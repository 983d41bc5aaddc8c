from collections import Counter

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.insight._pixels import class_counts, mean_and_std_image, pixel_statistics


def test_statistics_agree_with_numpy(uci: Split) -> None:
    images = uci.train.images
    found = pixel_statistics(images)
    assert found.mean == pytest.approx(np.mean(images / 255.0), abs=1e-12)
    assert found.std == pytest.approx(np.std(images / 255.0), abs=1e-12)
    assert found.background == pytest.approx(np.mean(images == 0), abs=1e-12)
    assert found.full_ink == pytest.approx(np.mean(images >= 250), abs=1e-12)
    assert found.grey == pytest.approx(np.mean((images > 0) & (images < 250)), abs=1e-12)
    assert found.histogram.sum() == images.size


@pytest.mark.mnist
def test_statistics_of_mnist_are_the_known_ones(mnist: Split) -> None:
    # The mean and deviation that every MNIST tutorial standardises with.
    found = pixel_statistics(mnist.train.images)
    assert (round(found.mean, 4), round(found.std, 4)) == (0.1307, 0.3081)
    assert round(found.background, 3) == 0.809


def test_blank_images_are_all_background() -> None:
    found = pixel_statistics(np.zeros((2, 28, 28), np.uint8))
    assert (found.mean, found.std, found.background, found.grey) == (0.0, 0.0, 1.0, 0.0)


def test_class_counts(uci: Split) -> None:
    assert uci.train.labels is not None
    counted = Counter(uci.train.labels.tolist())
    assert class_counts(uci.train.labels).tolist() == [counted[digit] for digit in range(10)]


def test_class_counts_name_absent_digits_too() -> None:
    assert class_counts(np.array([3, 3], np.uint8)).tolist() == [0, 0, 0, 2, 0, 0, 0, 0, 0, 0]


def test_mean_and_std_image(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (7, 28, 28), dtype=np.uint8)
    mean, std = mean_and_std_image(images)
    np.testing.assert_allclose(mean, np.mean(images / 255.0, axis=0), atol=1e-6)
    np.testing.assert_allclose(std, np.std(images / 255.0, axis=0), atol=1e-6)
    assert mean.dtype == std.dtype == np.float32
