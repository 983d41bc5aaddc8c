"""Convolutional nets: `cnn`, `cnn-functional` and `conv-standardized`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inkdigits.errors import InputError
from inkdigits.models._keras import import_keras
from inkdigits.models._recipe import Activation, Net, Pooling

if TYPE_CHECKING:
    import keras


_SIDE = 28  # pixels along the edge of a digit


@dataclass(frozen=True)
class OneConvolution(Net):
    """Convolution, pooling, dropout, a dense layer."""

    filters: int = 32
    kernel_size: int = 5
    pool_size: int = 2
    pooling: Pooling = "max"
    activation: Activation = "relu"
    dropout: float = 0.4
    hidden: int = 128

    def check(self) -> None:
        """See Net."""
        _pooled_side(_convolved_side(_SIDE, self.kernel_size), self.pool_size)


@dataclass(frozen=True)
class ConvolutionStages(Net):
    """A convolution and a pooling for each entry of `filters`, then a dense layer."""

    filters: tuple[int, ...] = (32, 64)
    kernel_size: int = 5
    pool_size: int = 2
    pooling: Pooling = "max"
    activation: Activation = "relu"
    dropout: float = 0.4
    hidden: int = 128

    def check(self) -> None:
        """See Net."""
        side = _SIDE
        for _ in self.filters:
            side = _pooled_side(_convolved_side(side, self.kernel_size), self.pool_size)


@dataclass(frozen=True)
class ConvolutionAndDense(Net):
    """One convolution, then dense layers with dropout before each; pool_size=1 pools nothing."""

    filters: int = 32
    kernel_size: int = 5
    pool_size: int = 2
    pooling: Pooling = "max"
    activation: Activation = "relu"
    hidden: tuple[int, ...] = (128,)
    dropout: float = 0.5

    def check(self) -> None:
        """See Net."""
        _convolved_side(_SIDE, self.kernel_size)


def build_cnn(net: OneConvolution) -> "keras.Model":
    """The tutorials' convolutional net, as `keras.Sequential`."""
    keras = import_keras()
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            keras.layers.Conv2D(net.filters, net.kernel_size, activation=net.activation),
            _pooling_layer(net.pooling, net.pool_size),
            keras.layers.Dropout(net.dropout),
            keras.layers.Flatten(),
            keras.layers.Dense(net.hidden, activation=net.activation),
            keras.layers.Dense(10, activation="softmax", name="digit"),
        ],
        name="cnn",
    )


def build_cnn_functional(net: ConvolutionStages) -> "keras.Model":
    """Convolution and pooling in stages, in Keras' Functional API."""
    keras = import_keras()
    image = keras.Input((28, 28, 1), name="image")
    x = image
    for filters in net.filters:
        x = keras.layers.Conv2D(filters, net.kernel_size, activation=net.activation)(x)
        x = _pooling_layer(net.pooling, net.pool_size)(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dropout(net.dropout)(x)
    x = keras.layers.Dense(net.hidden, activation=net.activation)(x)
    x = keras.layers.Dropout(net.dropout)(x)
    digit = keras.layers.Dense(10, activation="softmax", name="digit")(x)
    return keras.Model(image, digit, name="cnn-functional")


def build_conv_standardized(net: ConvolutionAndDense) -> "keras.Model":
    """One convolution and dense layers with dropout, as `keras.Sequential`."""
    keras = import_keras()
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            keras.layers.Conv2D(net.filters, net.kernel_size, activation=net.activation),
        ],
        name="conv-standardized",
    )
    if net.pool_size > 1:
        model.add(_pooling_layer(net.pooling, net.pool_size))
    model.add(keras.layers.Flatten())
    for units in net.hidden:
        model.add(keras.layers.Dropout(net.dropout))
        model.add(keras.layers.Dense(units, activation=net.activation))
    model.add(keras.layers.Dropout(net.dropout))
    model.add(keras.layers.Dense(10, activation="softmax", name="digit"))
    return model


def _convolved_side(side: int, kernel_size: int) -> int:
    _require_room("kernel_size", kernel_size, side)
    return side - kernel_size + 1


def _pooled_side(side: int, pool_size: int) -> int:
    _require_room("pool_size", pool_size, side)
    return side // pool_size


def _require_room(name: str, window: int, side: int) -> None:
    if window > side:
        raise InputError(
            f"got {name}={window} for a layer that is given {side}×{side} pixels, "
            f"wanted at most {side}"
        )


def _pooling_layer(pooling: Pooling, size: int) -> Any:
    layers = import_keras().layers
    return layers.MaxPooling2D(size) if pooling == "max" else layers.AveragePooling2D(size)
