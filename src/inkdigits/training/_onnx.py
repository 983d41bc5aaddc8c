"""From a torch graph to an ONNX document without traces of the machine."""

import json
import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch

from inkdigits.errors import WorkError
from inkdigits.files import atomic_path

_TOLERANCE = 1e-3


def write_onnx(
    graph: torch.nn.Module,
    document: Any,
    check: torch.Tensor,
    card: dict[str, Any],
    target: Path,
) -> None:
    """Write a document's file, unless it answers otherwise than the graph that it comes from.

    Args:
        graph: in evaluation mode.
        document: as `to_onnx` makes it; its graph has one input.
        check: an input, of another size than the example that the document was made with.
        card: what the file shall say of itself: a JSON object.
        target: the `.onnx` file.

    Raises:
        WorkError: it does answer otherwise; nothing is written then.
    """
    onnx.helper.set_model_props(document, {"inkdigits.card": json.dumps(card)})
    with torch.inference_mode():
        expected = graph(check)
    if isinstance(expected, torch.Tensor):
        expected = (expected,)
    with atomic_path(target) as temporary:
        onnx.save_model(document, str(temporary))
        session = onnxruntime.InferenceSession(str(temporary), providers=["CPUExecutionProvider"])
        found = session.run(None, {document.graph.input[0].name: check.numpy()})
        for got, wanted in zip(found, expected, strict=True):
            difference = float(np.abs(got - wanted.numpy()).max())
            if not difference <= _TOLERANCE:
                raise WorkError(f"the exported net's answers are off by {difference:.1e}")


def recognizer_document(graph: torch.nn.Module, outputs: tuple[str, ...]) -> Any:
    """Translate the whole way from raw pixels to the answer.

    Args:
        graph: in evaluation mode, from (N, 28, 28) uint8 to `outputs`.
        outputs: their names.

    Returns:
        An `onnx.ModelProto`.
    """
    # Two digits, so that the tracer does not take the batch for a constant 1.
    example = torch.zeros((2, 28, 28), dtype=torch.uint8)
    return to_onnx(graph, example, "images", outputs, {0: torch.export.Dim("n")})


def to_onnx(
    graph: torch.nn.Module, example: torch.Tensor, name: str, outputs: tuple[str, ...], sides: Any
) -> Any:
    """Translate a graph of one input.

    Args:
        graph: in evaluation mode.
        example: an input; none of its free sides may be 1, which would pass for a constant.
        name: of the input.
        outputs: their names.
        sides: which of the input's axes are free: axis → torch.export.Dim.

    Returns:
        An `onnx.ModelProto`.
    """
    log = logging.getLogger("torch.onnx")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            # The exporter warns about its own inner workings, which no caller can change.
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                graph,
                (example,),
                input_names=[name],
                output_names=list(outputs),
                dynamic_shapes={name: sides},
                dynamo=True,
                verbose=False,
            )
    finally:
        log.setLevel(level)
    assert program is not None
    return _without_traces(program.model_proto)


def _without_traces(document: Any) -> Any:
    """Leave out the exporter's notes: whole stack traces, with the paths of this machine."""
    graph = document.graph
    for part in (document, graph, *graph.node, *graph.input, *graph.output, *graph.value_info):
        part.doc_string = ""
        del part.metadata_props[:]
    return document
