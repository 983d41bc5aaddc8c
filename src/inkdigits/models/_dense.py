"""Dense nets: `ann`, `mlp` and `mlp-500x3`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inkdigits.models._keras import import_keras
from inkdigits.models._recipe import Activation, Net

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class OneHiddenLayer(Net):
    """One hidden layer of `hidden` units."""

    hidden: int = 128
    activation: Activation = "softmax"


@dataclass(frozen=True)
class HiddenLayers(Net):
    """Hidden layers of `hidden` units each, in order, with `dropout` after each."""

    hidden: tuple[int, ...] = (512, 512)
    activation: Activation = "relu"
    dropout: float = 0.0


def build_ann(net: OneHiddenLayer) -> "keras.Model":
    """784 inputs, one hidden layer, ten softmax outputs, as `keras.Sequential`."""
    keras = import_keras()
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            keras.layers.Flatten(),
            keras.layers.Dense(net.hidden, activation=net.activation, name="hidden"),
            keras.layers.Dense(10, activation="softmax", name="digit"),
        ],
        name="ann",
    )


def build_mlp(net: HiddenLayers) -> "keras.Model":
    """A multi-layer perceptron in Keras' Functional API."""
    keras = import_keras()
    image = keras.Input((28, 28, 1), name="image")
    x = keras.layers.Flatten()(image)
    for units in net.hidden:
        x = keras.layers.Dense(units, activation=net.activation)(x)
        x = keras.layers.Dropout(net.dropout)(x)
    digit = keras.layers.Dense(10, activation="softmax", name="digit")(x)
    return keras.Model(image, digit, name="mlp")


def build_mlp_500x3(net: HiddenLayers) -> "keras.Model":
    """784–500–500–500–10 as `keras.Sequential`."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((28, 28, 1), name="image"), keras.layers.Flatten()])
    for units in net.hidden:
        model.add(keras.layers.Dense(units, activation=net.activation))
        if net.dropout:
            model.add(keras.layers.Dropout(net.dropout))
    model.add(keras.layers.Dense(10, activation="softmax", name="digit"))
    model.name = "mlp-500x3"
    return model
