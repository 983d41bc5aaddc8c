import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inkdigits.arrays import FloatArray, Images
from inkdigits.data import Split
from inkdigits.insight import Explanation, draw_explanation, explain
from inkdigits.insight._activations import run_net
from inkdigits.insight._layer_strips import strips_of
from inkdigits.models import import_keras


def scaled(images: Images) -> FloatArray:
    return (images / np.float32(255)).astype(np.float32)[..., None]


@pytest.fixture(scope="module")
def convolutional() -> Any:
    keras = import_keras()
    keras.utils.set_random_seed(0)
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(20, 5, activation="relu", name="first"),
            layers.AveragePooling2D(2, name="halved"),
            layers.Conv2D(6, 3, activation="tanh", name="second"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


@pytest.fixture(scope="module")
def found(uci: Split, convolutional: Any) -> Explanation:
    return explain(uci.train.images[7], convolutional, scaled)


@pytest.mark.train
def test_says_what_the_net_says(uci: Split, convolutional: Any, found: Explanation) -> None:
    field = uci.train.images[7]
    direct = run_net(convolutional, scaled(field[None]))[0][0]
    np.testing.assert_allclose(found.view.probabilities, direct, atol=1e-6)
    assert found.digit == direct.argmax()
    assert found.confidence == direct.max()


@pytest.mark.train
def test_occlusion_is_what_the_net_says_of_the_covered_image(
    uci: Split, convolutional: Any, found: Explanation
) -> None:
    covered = uci.train.images[7].copy()
    row, column = found.occlusion.row, found.occlusion.column
    covered[max(row - 3, 0) : row + 4, max(column - 3, 0) : column + 4] = 0
    direct = run_net(convolutional, scaled(covered[None]))[0][0]
    np.testing.assert_allclose(found.occlusion.covered, direct, atol=1e-6)
    assert found.covered_digit == direct.argmax()
    fall = found.confidence - direct[found.digit]
    assert found.occlusion.fall.max() == pytest.approx(fall, abs=1e-6)


@pytest.mark.train
def test_pooled_maps_stand_under_the_maps_and_filters_they_come_from(found: Explanation) -> None:
    weights, first, halved, second = strips_of(found.view)
    assert weights.title == "Weights of first: 5 × 5, 16 of 20 filters, the most active first"
    assert first.title == "After first: 24 × 24, 16 of 20 maps, the most active first"
    assert halved.title == "After halved: 12 × 12, 16 of 20 maps, the same as above"
    assert second.title == "After second: 10 × 10, all 6 maps, the most active first"
    np.testing.assert_allclose(
        halved.pictures, first.pictures.reshape(16, 12, 2, 12, 2).mean(axis=(2, 4)), atol=1e-5
    )
    activity = np.abs(first.pictures).mean(axis=(1, 2))
    assert (np.diff(activity) <= 1e-6).all()
    place = int(found.view.layers[0].activity.argmax())
    np.testing.assert_array_equal(weights.pictures[0], found.view.weights[..., place])


@pytest.mark.train
def test_draws_a_convolutional_net(found: Explanation, tmp_path: Path) -> None:
    target = draw_explanation(found, "a small net", tmp_path / "new" / "explained.png")
    with Image.open(target) as image:
        assert image.format == "PNG"
        assert image.width > image.height > 1000


@pytest.mark.train
def test_draws_a_dense_net_whose_preprocessing_changes_the_picture(
    uci: Split, tmp_path: Path
) -> None:
    keras = import_keras()
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(130, activation="relu", name="hidden"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )

    def mirrored(images: Images) -> FloatArray:
        return scaled(images[:, :, ::-1])

    found = explain(uci.train.images[2], model, mirrored)
    weights, units = strips_of(found.view)
    assert weights.pictures.shape == (16, 28, 28)
    assert units.title == "What the 130 units of hidden put out"
    assert units.pictures.shape == (1, 2, 100)
    assert np.isnan(units.pictures[0, 1, 30:]).all()
    np.testing.assert_allclose(units.pictures.reshape(-1)[:130], found.view.layers[0].values)
    assert draw_explanation(found, "dense", tmp_path / "dense.png").stat().st_size > 10_000


def test_looking_at_data_needs_no_training_framework() -> None:
    code = (
        "import sys, inkdigits.insight; "
        "print({'torch', 'keras', 'sklearn'} & set(sys.modules) or 'none')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "none\n"
