from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from inkdigits.arrays import FloatArray, Probabilities
from inkdigits.models import import_keras

if TYPE_CHECKING:
    import keras

Kind = Literal["convolution", "pooling", "dense"]


@dataclass(frozen=True)
class LayerOutput:
    """What one layer of a net puts out for one image.

    Attributes:
        name: the layer's name in Keras.
        kind: what the layer does.
        values: float32, (H, W, C) feature maps of a convolution or pooling, (U,) of a dense layer.
    """

    name: str
    kind: Kind
    values: FloatArray

    @property
    def activity(self) -> FloatArray:
        """How strongly each map or unit responds: its mean absolute value, (C,) or (U,)."""
        return np.asarray(np.abs(self.values).reshape(-1, self.values.shape[-1]).mean(axis=0))


@dataclass(frozen=True)
class NetView:
    """A net at work on one image.

    Attributes:
        weights: of the first convolution, (kernel height, kernel width, filters), or of the first
            dense layer where there is no convolution, (28, 28, units); float32.
        layers: in the order of computing; of a convolutional net its convolutions and poolings, of
            a dense net its hidden layers.
        probabilities: (10,) float32.
    """

    weights: FloatArray
    layers: tuple[LayerOutput, ...]
    probabilities: Probabilities

    @property
    def is_convolutional(self) -> bool:
        """Whether `weights` are filters and the layers hold maps."""
        return self.layers[0].kind == "convolution"


def view_net(model: "keras.Model", net_input: FloatArray) -> NetView:
    """Run one image through a net and keep what happens on the way.

    Args:
        model: from (N, 28, 28, 1) to ten probabilities, a chain of layers.
        net_input: (28, 28, 1) float32, preprocessed as the net was trained.
    """
    keras = import_keras()
    watched = _watched_layers(model)
    probe = keras.Model(
        model.inputs[0], [*(layer.output for layer, _ in watched), model.outputs[0]]
    )
    outputs = [output[0] for output in run_net(probe, net_input[None])]
    return NetView(
        weights=_pictures_of_weights(*watched[0]),
        layers=tuple(
            LayerOutput(layer.name, kind, values)
            for (layer, kind), values in zip(watched, outputs, strict=False)
        ),
        probabilities=outputs[-1],
    )


def run_net(model: "keras.Model", inputs: FloatArray) -> list[FloatArray]:
    """The outputs of a net that is not being trained, one array for each.

    Args:
        model: on the PyTorch backend.
        inputs: (N, 28, 28, 1) float32.
    """
    import torch

    with torch.no_grad():
        outputs = model(inputs, training=False)
        each = outputs if isinstance(outputs, list | tuple) else [outputs]
        return [output.numpy(force=True) for output in each]


def _watched_layers(model: "keras.Model") -> list[tuple[Any, Kind]]:
    found = list(_kinds(model))
    spatial = [pair for pair in found if pair[1] != "dense"]
    # The last dense layer is the answer itself, and watched only where there is nothing before it.
    return spatial or found[:-1] or found


def _kinds(model: "keras.Model") -> Iterator[tuple[Any, Kind]]:
    layers = import_keras().layers
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            yield layer, "convolution"
        elif isinstance(layer, layers.MaxPooling2D | layers.AveragePooling2D):
            yield layer, "pooling"
        elif isinstance(layer, layers.Dense):
            yield layer, "dense"


def _pictures_of_weights(layer: Any, kind: Kind) -> FloatArray:
    """The first layer's weights with one picture for each filter or unit, on the last axis."""
    weights: FloatArray = layer.kernel.value.numpy(force=True)
    return weights[:, :, 0] if kind == "convolution" else weights.reshape(28, 28, -1)
