"""The int8 variant of a recognizer file: smaller, and faster where the CPU multiplies bytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from inkdigits.arrays import Images
from inkdigits.data import Dataset
from inkdigits.errors import InputError, WorkError
from inkdigits.evaluation import Evaluation, evaluate_recognizer
from inkdigits.files import atomic_path
from inkdigits.recognizer import Recognizer
from inkdigits.training._export import write_card
from inkdigits.training._int8 import write_int8

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

    The card of the file is kept, says that it is int8, and carries its own measurement.

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
        batches = np.split(digits, range(_BATCH, len(digits), _BATCH))
        write_int8(source, temporary, ({"images": batch} for batch in batches), _layers_of(source))
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


def _layers_of(source: Path) -> Callable[[Any], list[str]]:
    """What chooses the layers of a recognizer file, and says so where there are none."""

    def choose(graph: Any) -> list[str]:
        layers = _wide_layers(graph)
        if not layers:
            raise InputError(
                f"{source}: no convolution or dense layer with more than ten outputs, wanted a "
                "net that int8 can make smaller"
            )
        return layers

    return choose


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
