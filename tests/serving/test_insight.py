"""The layers of small graphs made by hand, whose outputs numpy can work out."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from inkdigits.recognizer import Recognizer, load_recognizer
from inkdigits.serving._insight import Insight
from tests.recognizer_file import CARD, METADATA_KEY
from tests.recognizer_file import tiny_recognizer as tiny_recognizer

KERNELS = np.stack([np.ones((1, 3, 3)), -np.ones((1, 3, 3)), np.eye(3)[None]]).astype(np.float32)


def net(path: Path, behind: list[tuple[str, dict[str, object]]]) -> Recognizer:
    """A net of one convolution, what stands behind it, a hidden dense layer, and the answer."""
    rng = np.random.default_rng(3)
    nodes = [
        helper.make_node("Cast", ["images"], ["grey"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["grey", "one"], ["channel"]),
        helper.make_node("Conv", ["channel", "kernels"], ["made 0"]),
    ]
    for number, (kind, attributes) in enumerate(behind):
        nodes.append(
            helper.make_node(kind, [f"made {number}"], [f"made {number + 1}"], **attributes)
        )
    nodes += [
        helper.make_node("Flatten", [f"made {len(behind)}"], ["flat"]),
        helper.make_node("MatMul", ["flat", "hidden weights"], ["sums"]),
        helper.make_node("Tanh", ["sums"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "weights"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"]),
    ]
    constants = {
        "one": np.array([1], np.int64),
        "kernels": KERNELS,
        "hidden weights": rng.normal(0, 1e-3, (3 * 26 * 26, 5)).astype(np.float32),
        "weights": rng.normal(0, 1, (5, 10)).astype(np.float32),
    }
    values = ["logits", "probabilities"]
    graph = helper.make_graph(
        nodes,
        "net",
        [helper.make_tensor_value_info("images", TensorProto.UINT8, ["n", 28, 28])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 10]) for name in values],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, {METADATA_KEY: CARD.to_json()})
    onnx.save(model, path)
    return Recognizer(path)


def convolved(field: np.ndarray) -> np.ndarray:
    """(3, 26, 26): what the convolution makes of a field, by numpy."""
    windows = np.lib.stride_tricks.sliding_window_view(field.astype(np.float32), (3, 3))
    return np.einsum("yxij,kij->kyx", windows, KERNELS[:, 0])


def scaled(values: np.ndarray) -> np.ndarray:
    return np.rint((values - values.min()) * 255 / (values.max() - values.min())).astype(np.uint8)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ([("Relu", {})], lambda made: np.maximum(made, 0)),
        ([], lambda made: made),
        (  # as Keras has it: channels last behind the convolution
            [("Transpose", {"perm": [0, 2, 3, 1]}), ("Relu", {})],
            lambda made: np.maximum(made, 0),
        ),
    ],
    ids=["relu", "bare", "channels last"],
)
def test_a_layer_is_seen_behind_its_activation(tmp_path, rng, behind, expected) -> None:
    field = rng.integers(0, 256, (28, 28), np.uint8)
    convolution, dense = Insight(net(tmp_path / "net.onnx", behind)).look(field)
    assert convolution.name == "convolution 1"
    wanted = scaled(expected(convolved(field)))
    assert convolution.values.shape == (3, 26, 26)
    assert np.abs(convolution.values.astype(int) - wanted).max() <= 1
    assert (dense.name, dense.values.shape) == ("dense 1", (5, 1, 1))
    assert (dense.values.min(), dense.values.max()) == (0, 255)


def test_a_net_without_hidden_layers_has_nothing_to_show(tiny_recognizer, uci) -> None:
    assert Insight(Recognizer(tiny_recognizer)).look(uci.evaluation.images[0]) == []


def test_a_layer_that_says_nothing_is_dark() -> None:
    layers = Insight(load_recognizer()).look(np.zeros((28, 28), np.uint8))
    assert len(layers) == 4
    assert all(layer.values.dtype == np.uint8 for layer in layers)
