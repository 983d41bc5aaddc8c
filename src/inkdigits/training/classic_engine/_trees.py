"""Trees have an operator of their own in ONNX; what comes before and after them is ours."""

from typing import Any

import numpy as np
import torch
from onnx import ModelProto, TensorProto, compose, helper, numpy_helper

from inkdigits.training._onnx import to_onnx
from inkdigits.training.classic_engine._pixels import Pixels

LEAST = 1e-4
"""A probability below this counts as this, so that its logarithm stays finite."""

_TREES_OPSET = 3  # of ai.onnx.ml


def trees_document(pixels: Pixels, method: Any, temperature: float) -> ModelProto:
    """A fitted forest, or boosted trees, of scikit-learn as a recognizer's ONNX document.

    Args:
        pixels: what happens to digits first.
        method: the fitted estimator.
        temperature: the scores are divided by it.
    """
    example = torch.zeros((2, 28, 28), dtype=torch.uint8)
    before = to_onnx(pixels, example, "images", ("rows",), {0: torch.export.Dim("n")})
    opset = next(entry.version for entry in before.opset_import if not entry.domain)
    trees = _boosted(method) if hasattr(method, "decision_function") else _forest(method, opset)
    after = _answer(temperature)
    for part in (before, trees, after):  # which must agree, to be made one
        part.ir_version = before.ir_version
        del part.opset_import[:]
        part.opset_import.add(domain="", version=opset)
        part.opset_import.add(domain="ai.onnx.ml", version=_TREES_OPSET)
    both = compose.merge_models(before, trees, io_map=[("rows", "X")], prefix2="trees_")
    return compose.merge_models(both, after, io_map=[("trees_scores", "of_method")])


def _forest(method: Any, opset: int) -> ModelProto:
    """From rows X to the logarithms of a forest's probabilities, as skl2onnx writes it."""
    from skl2onnx import to_onnx as sklearn_to_onnx

    document = sklearn_to_onnx(
        method,
        np.zeros((1, method.n_features_in_), np.float32),
        options={id(method): {"zipmap": False}},
        target_opset={"": opset, "ai.onnx.ml": _TREES_OPSET},
    )
    graph = document.graph
    del graph.output[:]  # labels, and probabilities
    graph.output.append(_rows_of_ten("scores"))
    graph.initializer.append(numpy_helper.from_array(np.float32(LEAST), "least"))
    graph.node.append(helper.make_node("Max", ["probabilities", "least"], ["some"]))
    graph.node.append(helper.make_node("Log", ["some"], ["scores"]))
    return document


def _boosted(method: Any) -> ModelProto:
    """From rows X to the scores of a `HistGradientBoostingClassifier`.

    skl2onnx 1.20 fails on it: the trees' uint32 numbers are none that onnx 1.23 takes.
    """
    columns: dict[str, list[Any]] = {}
    for number, (digit, tree) in enumerate(_trees_by_digit(method)):
        for place, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            row = {
                "nodes_treeids": number,
                "nodes_nodeids": place,
                "nodes_featureids": int(node["feature_idx"]),
                "nodes_modes": "LEAF" if leaf else "BRANCH_LEQ",
                "nodes_values": 0.0 if leaf else float(node["num_threshold"]),
                "nodes_truenodeids": int(node["left"]),
                "nodes_falsenodeids": int(node["right"]),
            }
            if leaf:
                row |= {"target_treeids": number, "target_nodeids": place, "target_ids": digit}
                row |= {"target_weights": float(node["value"])}
            for name, value in row.items():
                columns.setdefault(name, []).append(value)
    # In double precision, as scikit-learn adds up what the trees say.
    numbers = {name: columns.pop(name) for name in ("nodes_values", "target_weights")}
    numbers["base_values"] = list(np.ravel(method._baseline_prediction))
    doubles = {
        f"{name}_as_tensor": numpy_helper.from_array(np.array(values, np.float64), name)
        for name, values in numbers.items()
    }
    trees = helper.make_node(
        "TreeEnsembleRegressor",
        ["doubles"],
        ["scores"],
        domain="ai.onnx.ml",
        n_targets=10,
        **columns,
        **doubles,
    )
    cast = helper.make_node("Cast", ["X"], ["doubles"], to=TensorProto.DOUBLE)
    rows = helper.make_tensor_value_info("X", TensorProto.FLOAT, ["n", method.n_features_in_])
    graph = helper.make_graph([cast, trees], "trees", [rows], [_rows_of_ten("scores")])
    return helper.make_model(graph)


def _trees_by_digit(method: Any) -> list[tuple[int, Any]]:
    return [(digit, tree) for round_ in method._predictors for digit, tree in enumerate(round_)]


def _answer(temperature: float) -> ModelProto:
    """From a method's scores to logits and probabilities."""
    nodes = [
        helper.make_node("Div", ["of_method", "temperature"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "answer",
        [_rows_of_ten("of_method")],
        [_rows_of_ten("logits"), _rows_of_ten("probabilities")],
        [numpy_helper.from_array(np.float32(temperature), "temperature")],
    )
    return helper.make_model(graph)


def _rows_of_ten(name: str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 10])
