"""From a torch graph to an ONNX document without traces of the machine."""

import logging
import warnings
from typing import Any

import torch


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
