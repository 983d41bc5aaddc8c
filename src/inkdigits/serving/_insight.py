"""Looking inside a net: what each of its layers makes of a digit."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.recognizer import Recognizer
from inkdigits.serving._layers import find_layers


@dataclass(frozen=True, eq=False)
class LayerMaps:
    """What a layer puts out for one digit.

    Attributes:
        name: as Layer has it.
        values: (channels, height, width) uint8, from the layer's least value at 0 to its greatest
            at 255; height and width of a dense layer are 1.
    """

    name: str
    values: Uint8Array


class Insight:
    """Shows what the layers of a net put out.

    It takes no training framework: the net's file is opened once more, with the layers among its
    outputs.

    Args:
        recognizer: any; one without layers, such as trees, has nothing to show.
    """

    def __init__(self, recognizer: Recognizer) -> None:
        import onnx  # not above: it takes time, and few ask to look inside

        document = onnx.load(recognizer.path)
        self._layers = list(find_layers(document.graph))
        del document.graph.output[:]
        document.graph.output.extend(onnx.ValueInfoProto(name=one.tensor) for one in self._layers)
        self._session = _open(document.SerializeToString()) if self._layers else None

    def look(self, field: Uint8Array) -> list[LayerMaps]:
        """What every layer puts out for a (28, 28) uint8 field."""
        if self._session is None:
            return []
        outputs = self._session.run(None, {"images": field[None]})
        return [
            LayerMaps(layer.name, _as_maps(np.moveaxis(values, layer.axis, 1)[0]))
            for layer, values in zip(self._layers, outputs, strict=True)
        ]


def _open(content: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the threads are those of the batcher
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _as_maps(values: FloatArray) -> Uint8Array:
    """(C, H, W) or (C,) of any scale to (C, H, W) uint8."""
    low, high = float(values.min()), float(values.max())
    scaled = np.rint((values - low) * (255 / max(high - low, 1e-12)))
    shape = (len(values), *(values.shape[1:] or (1, 1)))
    return np.asarray(scaled, np.uint8).reshape(shape)
