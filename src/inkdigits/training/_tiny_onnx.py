"""A net of four-bit weights as an ONNX document with nothing to spare.

Names are one letter, nodes have none. The codes are INT4 tensors, two in a byte; all steps and
biases lie in one tensor of 16-bit numbers. ONNX Runtime makes them float32 again.
"""

import math
from dataclasses import dataclass
from string import ascii_letters
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import TensorProto, helper

_OPSET = 21  # the first whose DequantizeLinear takes four bits
_IR = 10  # what ONNX had then

# Where the digit stands in each view's 3×3 kernel: in the middle, straight beside it, diagonally.
_PLACES = ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2), (0, 0), (0, 2), (2, 0), (2, 2))


@dataclass(frozen=True)
class Layer:
    """A convolution, and what happens to its answer.

    Attributes:
        codes: (outputs, inputs a group, edge, edge) int8, whole numbers from -8 to 7.
        steps: (outputs,) what a code of 1 stands for.
        bias: (outputs,).
        stride: of the convolution.
        padding: zeros on each side.
        groups: as many as outputs where each map is looked at alone.
        pools: whether 2×2 max pooling follows.
        rectifies: whether what is below 0 becomes 0 then.
    """

    codes: npt.NDArray[np.int8]
    steps: npt.NDArray[np.floating]
    bias: npt.NDArray[np.floating]
    stride: int = 1
    padding: int = 0
    groups: int = 1
    pools: bool = False
    rectifies: bool = False

    def weights(self) -> npt.NDArray[np.float32]:
        """What the codes stand for, of their shape."""
        return self.codes * self.steps.astype(np.float32)[:, None, None, None]


def tiny_document(layers: list[Layer], views: int, temperature: float) -> Any:
    """Draw the graph from raw pixels to probabilities.

    It answers as `ConvnetGraph` does, but all views go through the net as one batch.

    Args:
        layers: from the first to the one that gives the logits; the last leaves 1×1 pixel.
        views: 1, 5 or 9; see ConvnetRecipe.
        temperature: the logits are divided by it.

    Returns:
        An `onnx.ModelProto`.
    """
    drawing = _Drawing()
    flow = _draw_views(drawing, views)
    flow = _draw_layers(drawing, layers, flow)
    flow = drawing.add("Reshape", flow, drawing.whole_numbers([-1, views, 10]))
    if views == 1:
        flow = drawing.add("Squeeze", flow, drawing.whole_numbers([1]))
    else:
        flow = drawing.add("LogSoftmax", flow)
        flow = drawing.add("ReduceLogSumExp", flow, drawing.whole_numbers([1]), keepdims=0)
        flow = drawing.add("Sub", flow, drawing.numbers(math.log(views)))
    drawing.add("Div", flow, drawing.numbers(temperature), output="logits")
    drawing.add("Softmax", "logits", output="probabilities")
    return drawing.document()


def _draw_views(drawing: "_Drawing", views: int) -> str:
    """Each digit scaled as `to_inputs` does, in its own place and moved: (N · views, 1, 28, 28)."""
    kernels = np.zeros((views, 1, 3, 3), np.int8)
    for kernel, (y, x) in zip(kernels, _PLACES, strict=False):
        kernel[0, y, x] = 1
    flow = drawing.add("Cast", "images", to=TensorProto.FLOAT)
    flow = drawing.add("Unsqueeze", flow, drawing.whole_numbers([1]))
    shifts = drawing.add("DequantizeLinear", drawing.codes(kernels), drawing.numbers(2 / 255))
    nothing = drawing.numbers([-0.25] * views)
    flow = drawing.add("Conv", flow, shifts, nothing, pads=[1, 1, 1, 1])
    return drawing.add("Reshape", flow, drawing.whole_numbers([-1, 1, 28, 28]))


def _draw_layers(drawing: "_Drawing", layers: list[Layer], flow: str) -> str:
    vectors = [vector for layer in layers for vector in (layer.steps, layer.bias)]
    parts = iter(drawing.half_numbers(vectors))
    for layer in layers:
        steps, bias = next(parts), next(parts)
        weights = drawing.add("DequantizeLinear", drawing.codes(layer.codes), steps, axis=0)
        shape: dict[str, Any] = {}
        if layer.stride > 1:
            shape["strides"] = [layer.stride] * 2
        if layer.padding:
            shape["pads"] = [layer.padding] * 4
        if layer.groups > 1:
            shape["group"] = layer.groups
        flow = drawing.add("Conv", flow, weights, bias, **shape)
        if layer.pools:
            flow = drawing.add("MaxPool", flow, kernel_shape=[2, 2], strides=[2, 2])
        if layer.rectifies:
            flow = drawing.add("Relu", flow)
    return flow


class _Drawing:
    """A graph on its way."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._tensors: dict[tuple[int, tuple[int, ...], bytes], Any] = {}
        self._names = (a + b for a in ("", *ascii_letters) for b in ascii_letters)

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """A node with one output, whose name is returned."""
        output = output or next(self._names)
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def numbers(self, values: Any) -> str:
        """A float32 tensor."""
        return self._tensor(TensorProto.FLOAT, np.asarray(values, np.float32))

    def whole_numbers(self, values: Any) -> str:
        """An int64 tensor."""
        return self._tensor(TensorProto.INT64, np.asarray(values, np.int64))

    def codes(self, codes: npt.NDArray[np.int8]) -> str:
        """An int4 tensor, two in a byte."""
        return self._tensor(TensorProto.INT4, codes)

    def half_numbers(self, vectors: list[npt.NDArray[np.floating]]) -> list[str]:
        """Vectors that are stored as float16, in one tensor, and used as float32."""
        whole = np.concatenate(vectors).astype(np.float16)
        flow = self.add("Cast", self._tensor(TensorProto.FLOAT16, whole), to=TensorProto.FLOAT)
        names = [next(self._names) for _ in vectors]
        lengths = self.whole_numbers([len(vector) for vector in vectors])
        self._nodes.append(helper.make_node("Split", [flow, lengths], names))
        return names

    def _tensor(self, kind: int, values: npt.NDArray[Any]) -> str:
        key = (kind, values.shape, values.tobytes())
        if key not in self._tensors:
            name = next(self._names)
            if kind == TensorProto.INT64:
                # One byte for a small number, where raw data would take eight.
                tensor = helper.make_tensor(name, kind, values.shape, values)
            else:
                raw = pack_nibbles(values) if kind == TensorProto.INT4 else values.tobytes()
                tensor = helper.make_tensor(name, kind, values.shape, raw, raw=True)
            self._tensors[key] = tensor
        return str(self._tensors[key].name)

    def document(self) -> Any:
        """All of it, with the input and the outputs that every recognizer has."""
        images = helper.make_tensor_value_info("images", TensorProto.UINT8, ["n", 28, 28])
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 10])
            for name in ("logits", "probabilities")
        ]
        tensors = list(self._tensors.values())
        graph = helper.make_graph(self._nodes, "g", [images], outputs, tensors)
        opsets = [helper.make_opsetid("", _OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)


def pack_nibbles(codes: npt.NDArray[np.int8]) -> bytes:
    """Two whole numbers from -8 to 7 in a byte, the first in the lower half, as ONNX has it."""
    flat = codes.ravel()
    flat = np.append(flat, np.zeros(len(flat) % 2, np.int8)).view(np.uint8) & 15
    return bytes(flat[::2] | flat[1::2] << 4)
