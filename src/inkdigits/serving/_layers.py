"""The layers of an ONNX graph: where what they put out can be tapped."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto

_KINDS = {"Conv": "convolution", "Gemm": "dense", "MatMul": "dense"}

_ACTIVATIONS = frozenset(
    {"Clip", "Elu", "Gelu", "HardSwish", "LeakyRelu", "Relu", "Selu", "Sigmoid", "Tanh"}
)
# What may stand between a layer and its activation, and leaves each channel a channel.
_BETWEEN = frozenset(
    {"Add", "AveragePool", "BatchNormalization", "Identity", "MaxPool", "Mul", "Transpose"}
)


@dataclass(frozen=True)
class Layer:
    """Where a layer can be seen.

    Attributes:
        name: "convolution 1" and so on, then "dense 1" and so on.
        tensor: what it puts out, activation included.
        axis: of its channels.
    """

    name: str
    tensor: str
    axis: int


def find_layers(graph: "GraphProto") -> Iterator[Layer]:
    """The convolutions and the hidden dense layers of a net, in the order of computing.

    A convolution is shown behind its activation or, where none follows, as it is. A dense layer
    without an activation is no hidden one: it is the answer, or part of the preprocessing.
    """
    weights = {tensor.name for tensor in graph.initializer}
    users = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    count = Counter[str]()
    for node in graph.node:
        kind = _KINDS.get(node.op_type)
        if kind is None or weights.isdisjoint(node.input):
            continue
        tap = _activated(node.output[0], users)
        if tap is None and kind == "convolution":
            tap = node.output[0], 1
        if tap is not None:
            count[kind] += 1
            yield Layer(f"{kind} {count[kind]}", *tap)


def _activated(tensor: str, users: "dict[str, list[NodeProto]]") -> tuple[str, int] | None:
    """The tensor behind the activation that follows, and which axis its channels are on."""
    axis = 1
    while len(users[tensor]) == 1:
        (user,) = users[tensor]
        tensor = user.output[0]
        if user.op_type in _ACTIVATIONS:
            return tensor, axis
        if user.op_type not in _BETWEEN:
            return None
        for attribute in user.attribute:
            if user.op_type == "Transpose" and attribute.name == "perm":
                axis = list(attribute.ints).index(axis)
    return None
