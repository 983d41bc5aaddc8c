"""The int8 variant of a recognizer file: smaller, and faster where the CPU multiplies bytes."""

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from inkdigits.arrays import Images
from inkdigits.data import Dataset
from inkdigits.errors import InputError, WorkError
from inkdigits.evaluation import Evaluation, evaluate_recognizer
from inkdigits.files import atomic_path
from inkdigits.recognizer import Recognizer
from inkdigits.training._export import write_card

_LAYERS = ("Conv", "Gemm", "MatMul")
_CALIBRATION = 1000
_BATCH = 100
_FEWEST_OUTPUTS = 11
_LEAST_AGREEMENT = 0.99


@dataclass(frozen=True)
class Quantization:
    """What became of a recognizer when its weights became bytes.

    Attributes:
        bytes_before: size of the file it was made from.
        bytes_after: size of the int8 file.
        agreement: share of the measured digits that both files call the same, in [0, 1].
        before: how the file it was made from does on the measured digits.
        after: how the int8 file does.
    """

    bytes_before: int
    bytes_after: int
    agreement: float
    before: Evaluation
    after: Evaluation


def quantize(source: Path, target: Path, digits: Images, measure: Dataset) -> Quantization:
    """Write the int8 variant of a recognizer file.

    Static quantization (Jacob et al. 2018, https://arxiv.org/abs/1712.05877): weights become int8
    with a scale for each output channel, activations uint8 with a scale for each layer, found by
    running digits through the net. Weights keep to 7 bits, since processors without VNNI add pairs
    of products in 16 bits, which would overflow. The card of the file is kept, says that it is
    int8, and carries its own measurement.

    Args:
        source: a recognizer file in float32.
        target: the `.onnx` file to write.
        digits: (N, 28, 28) uint8 training digits to find the scales with; the first 1,000 count.
        measure: labelled digits that both files are measured on.

    Raises:
        InputError: `source` is no recognizer file, is int8 already, or has no layer worth it;
            there are no digits; `measure` is empty or not labelled.
        WorkError: int8 changes more than one answer in a hundred; nothing is written then.
    """
    original = Recognizer(source)
    if "quantization" in original.card.recipe:
        raise InputError(f"{source}: its weights are int8 already; wanted the float32 file")
    if len(digits) == 0:
        raise InputError("got no digits to find the scales with, wanted some hundred")
    digits = digits[:_CALIBRATION]
    with atomic_path(target) as temporary:
        _write_int8(source, temporary, digits)
        variant = Recognizer(temporary)
        expected = original.predict(measure.images)
        before = evaluate_recognizer(original, measure)
        after = evaluate_recognizer(variant, measure)
        agreement = float((variant.predict(measure.images) == expected).mean())
        if agreement < _LEAST_AGREEMENT:
            raise WorkError(
                f"{source}: int8 changes {1 - agreement:.1%} of its answers, wanted at most "
                f"{1 - _LEAST_AGREEMENT:.0%}; keep the float32 file"
            )
        note = {"weights": "int8", "activations": "uint8", "calibration_digits": len(digits)}
        card = replace(
            original.card,
            recipe={**original.card.recipe, "quantization": note},
            measured={
                measure.name: {"n": after.n, "errors": after.errors, "accuracy": after.accuracy}
            },
        )
        write_card(temporary, card)
    return Quantization(source.stat().st_size, target.stat().st_size, agreement, before, after)


def _write_int8(source: Path, target: Path, digits: Images) -> None:
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder, _quiet():
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        layers = _wide_layers(onnx.load_model(str(prepared)).graph)
        if not layers:
            raise InputError(
                f"{source}: no convolution or dense layer with more than ten outputs, wanted a "
                "net that int8 can make smaller"
            )
        quantize_static(
            str(prepared),
            str(target),
            _Calibration(digits),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_quantize=layers,
        )


def _wide_layers(graph: Any) -> list[str]:
    """Names of the layers to make int8: with weights, and more than ten outputs.

    What prepares the picture before the first convolution, and the layer that gives the logits,
    stay in float32: they cost next to no time, and all the precision.
    """
    weights = {weight.name: weight.dims for weight in graph.initializer}
    wide = []
    for node in graph.node:
        if node.op_type not in _LAYERS or node.input[1] not in weights:
            continue
        shape = weights[node.input[1]]
        transposed = any(a.name == "transB" and a.i for a in node.attribute)
        if shape[0 if node.op_type == "Conv" or transposed else -1] >= _FEWEST_OUTPUTS:
            wide.append(node)
    kinds = [node.op_type for node in wide]
    first = kinds.index("Conv") if "Conv" in kinds else 0
    return [node.name for node in wide[first:]]


class _Calibration:
    """Hands the digits out in batches, as ONNX Runtime asks for them."""

    def __init__(self, digits: Images) -> None:
        self._batches = iter(np.split(digits, range(_BATCH, len(digits), _BATCH)))

    def get_next(self) -> dict[str, Images] | None:
        batch = next(self._batches, None)
        return None if batch is None else {"images": batch}


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
