from typing import Any

import numpy as np
import pytest

from inkdigits.arrays import FloatArray
from inkdigits.insight._activations import LayerOutput, run_net, view_net
from inkdigits.models import import_keras

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def keras() -> Any:
    module = import_keras()
    module.utils.set_random_seed(3)
    return module


@pytest.fixture
def net_input(rng: np.random.Generator) -> FloatArray:
    return rng.random((28, 28, 1), dtype=np.float32)


def relu(values: FloatArray) -> FloatArray:
    return np.maximum(values, 0)


def test_maps_of_a_convolutional_net_agree_with_the_textbook(
    keras: Any, net_input: FloatArray
) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(5, 3, activation="relu", name="conv", bias_initializer="random_normal"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Dropout(0.5),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    view = view_net(model, net_input)
    kernel, bias = (variable.value.numpy(force=True) for variable in model.layers[0].weights)
    windows = np.lib.stride_tricks.sliding_window_view(net_input[..., 0], (3, 3))
    maps = relu(np.einsum("hwij,ijc->hwc", windows, kernel[:, :, 0]) + bias)
    pooled = maps.reshape(13, 2, 13, 2, 5).max(axis=(1, 3))
    assert [(layer.name, layer.kind) for layer in view.layers] == [
        ("conv", "convolution"),
        ("pool", "pooling"),
    ]
    np.testing.assert_allclose(view.layers[0].values, maps, atol=1e-5)
    np.testing.assert_allclose(view.layers[1].values, pooled, atol=1e-5)
    np.testing.assert_array_equal(view.weights, kernel[:, :, 0])
    assert view.is_convolutional
    np.testing.assert_array_equal(view.probabilities, run_net(model, net_input[None])[0][0])
    assert view.probabilities.sum() == pytest.approx(1, abs=1e-6)


def test_units_of_a_dense_net_agree_with_the_textbook(keras: Any, net_input: FloatArray) -> None:
    image = keras.Input((28, 28, 1))
    x = keras.layers.Flatten()(image)
    x = keras.layers.Dense(20, activation="relu", name="first")(x)
    x = keras.layers.Dense(7, activation="tanh", name="second")(x)
    model = keras.Model(image, keras.layers.Dense(10, activation="softmax")(x))
    view = view_net(model, net_input)
    first, _, second, *_ = (variable.value.numpy(force=True) for variable in model.weights)
    hidden = relu(net_input.reshape(784) @ first)
    assert [layer.name for layer in view.layers] == ["first", "second"]
    np.testing.assert_allclose(view.layers[0].values, hidden, atol=1e-5)
    np.testing.assert_allclose(view.layers[1].values, np.tanh(hidden @ second), atol=1e-5)
    np.testing.assert_array_equal(view.weights, first.reshape(28, 28, 20))
    assert not view.is_convolutional


def test_a_net_without_hidden_layers_shows_its_ten_templates(
    keras: Any, net_input: FloatArray
) -> None:
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    view = view_net(model, net_input)
    assert view.weights.shape == (28, 28, 10)
    np.testing.assert_array_equal(view.layers[0].values, view.probabilities)


def test_activity_is_the_mean_absolute_value() -> None:
    maps = np.array([[[1.0, -4.0], [3.0, 2.0]]], np.float32)  # one row, two columns, two maps
    assert LayerOutput("a", "convolution", maps).activity.tolist() == [2.0, 3.0]
    units = np.array([-0.5, 0.25], np.float32)
    assert LayerOutput("b", "dense", units).activity.tolist() == [0.5, 0.25]
