"""A finished recognizer, read back from its file into nets that can go on learning."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from inkdigits.data import load_dataset
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe, find_entry, member_recipes
from inkdigits.recognizer import Recognizer
from inkdigits.training._export import TOLERANCE
from inkdigits.training.torch_engine._graph import fold_normalization
from inkdigits.training.torch_engine._net import ConvnetNet

_COMPARED = 100  # digits on which the file and what was read from it must agree


def read_source(path: Path, start: ConvnetRecipe) -> ConvnetNet:
    """The nets in a recognizer file, with the batch normalisation folded into the convolutions.

    Args:
        path: a `.onnx` file that this engine exported.
        start: what its nets were trained by.

    Returns:
        Nets that answer as the file does.

    Raises:
        InputError: the weights are not those of such nets, or the nets answer otherwise.
    """
    graph = onnx.load_model(str(path)).graph
    weights = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    try:
        nets = [
            _read_net(weights, f"nets.{number}.", member)
            for number, member in enumerate(member_recipes(start))
        ]
    except (KeyError, RuntimeError):  # RuntimeError: shapes or names that do not fit
        raise _other_net(path, start) from None
    source = ConvnetNet(nets, start.normalize, start.views, _read_temperature(graph, weights))
    digits = load_dataset("embedded").evaluation.images[:_COMPARED]
    got, wanted = source.predict_proba(digits), Recognizer(path).predict_proba(digits)
    # Not "difference > TOLERANCE": a NaN is no agreement.
    if not float(np.abs(got - wanted).max()) <= TOLERANCE:
        raise _other_net(path, start)
    return source


def _read_net(weights: dict[str, Any], prefix: str, recipe: ConvnetRecipe) -> nn.Sequential:
    own = {
        name.removeprefix(prefix): torch.tensor(value)
        for name, value in weights.items()
        if name.startswith(prefix)
    }
    last = max((name for name in own if name.endswith(".bias")), key=_layer)
    with torch.random.fork_rng(devices=[]):  # initial weights that nobody will see
        net = fold_normalization(find_entry(recipe.model).build(recipe.net, len(own[last])))
    net.load_state_dict(own)
    return net


def _layer(name: str) -> int:
    return int(name.partition(".")[0])


def _read_temperature(graph: Any, weights: dict[str, Any]) -> float:
    """What the file divides its logits by; 1 where it does not divide."""
    (node,) = (node for node in graph.node if "logits" in node.output)
    if node.op_type != "Div" or node.input[1] not in weights:
        return 1.0
    return float(weights[node.input[1]])


def _other_net(path: Path, start: ConvnetRecipe) -> InputError:
    return InputError(
        f"{path}: its weights are not those of the {start.model} that its card speaks of; wanted "
        "a file as 'inkdigits train' leaves it"
    )
