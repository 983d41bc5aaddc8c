import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.preprocess import augment_ground


def test_ink_lies_over_the_ground_as_light(uci: Split) -> None:
    images = uci.evaluation.images
    ground = augment_ground(np.zeros_like(images), np.random.default_rng(7), 0.5)
    written = augment_ground(images, np.random.default_rng(7), 0.5)
    wanted = 255 - (255 - images.astype(float)) * (255 - ground.astype(float)) / 255
    assert np.abs(written - wanted).max() <= 1
    assert (written[images == 255] == 255).all()
    assert (written >= images).all()


def test_grounds_are_smooth_and_of_every_level(rng: np.random.Generator) -> None:
    ground = augment_ground(np.zeros((1000, 28, 28), np.uint8), rng, 0.6).astype(int)
    assert ground.max() <= 0.6 * 255 + 1
    assert ground.max(axis=(1, 2)).min() < 8
    means = ground.mean(axis=(1, 2))
    assert means.mean() == pytest.approx(0.6 * 0.6 * 255 / 2, rel=0.1)
    assert np.abs(np.diff(ground, axis=1)).max() < 20
    slopes = ground[:, -1].mean(axis=1) - ground[:, 0].mean(axis=1)
    assert (slopes > 15).any()
    assert (slopes < -15).any()


def test_each_digit_has_its_own_ground(rng: np.random.Generator) -> None:
    ground = augment_ground(np.zeros((300, 28, 28), np.uint8), rng, 1.0)
    visible = ground[ground.max(axis=(1, 2)) > 15]
    assert len(visible) > 250
    assert len(np.unique(visible.reshape(len(visible), -1), axis=0)) == len(visible)
