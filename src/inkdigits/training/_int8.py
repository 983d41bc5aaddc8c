"""Static quantization of an ONNX file by ONNX Runtime."""

import contextlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy.typing as npt
import onnx


def write_int8(
    source: Path,
    target: Path,
    inputs: Iterable[Mapping[str, npt.NDArray[Any]]],
    choose: Callable[[Any], list[str]],
) -> None:
    """Make the weights of some layers bytes, and what flows into them.

    Static quantization (Jacob et al. 2018, https://arxiv.org/abs/1712.05877): weights become int8
    with a scale for each output channel, activations uint8 with a scale for each layer, found by
    running inputs through the net. Weights keep to 7 bits, since processors without VNNI add pairs
    of products in 16 bits, which would overflow.

    Args:
        source: the `.onnx` file in float32.
        target: the `.onnx` file to write.
        inputs: each an input's name and what it is fed, to find the scales with.
        choose: from the graph to the names of the layers that shall be int8.

    Raises:
        InputError: as `choose` raises it.
    """
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder, _quiet():
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(target),
            _Calibration(inputs),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_quantize=choose(onnx.load_model(str(prepared)).graph),
        )


def inner_convolutions(graph: Any) -> list[str]:
    """All but the first, which sees the picture, and the last, which say what is on it."""
    outputs = {output.name for output in graph.output}
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    last = _makers_of(graph, outputs)
    return [node.name for node in convolutions[1:] if node.name not in last]


def _makers_of(graph: Any, names: set[str]) -> set[str]:
    """The convolutions whose answers come out without passing through another."""
    makers: set[str] = set()
    wanted = set(names)
    for node in reversed(graph.node):
        if wanted.isdisjoint(node.output):
            continue
        if node.op_type == "Conv":
            makers.add(node.name)
        else:
            wanted.update(node.input)
    return makers


class _Calibration:
    """Hands the inputs out one by one, as ONNX Runtime asks for them."""

    def __init__(self, inputs: Iterable[Mapping[str, npt.NDArray[Any]]]) -> None:
        self._inputs = iter(inputs)

    def get_next(self) -> Mapping[str, npt.NDArray[Any]] | None:
        return next(self._inputs, None)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the quantizer's advice, which the caller has no use for, from the terminal."""
    root = logging.getLogger()
    before = root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
