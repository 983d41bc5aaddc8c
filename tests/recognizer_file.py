"""A real recognizer file, small enough to make anew in a test: ten digit templates.

A logistic regression of which every weight is worked out by hand: each image goes to the digit
whose mean image in the embedded training digits is nearest, which is a linear rule, since
-|x - m|² = 2·x·m - |m|² - |x|² and the last term is the same for all ten.
"""

from functools import cache
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from inkdigits.arrays import FloatArray, Images
from inkdigits.data import load_dataset
from inkdigits.recognizer import METADATA_KEY, ModelCard

SHARPNESS = 0.2

CARD = ModelCard(
    name="templates",
    recipe={"model": "templates", "net": {"sharpness": SHARPNESS}, "seed": 0},
    training_data={"name": "uci-digits-train", "n": 1297},
    reject_threshold=0.9,
    package_version="0.1.0",
)


@cache
def templates() -> FloatArray:
    """(10, 784) float32: the mean image of each digit, on the scale of [0, 1]."""
    train = load_dataset("uci-digits").train
    assert train.labels is not None
    pixels = train.images.reshape(-1, 784).astype(np.float32) / 255
    return np.stack([pixels[train.labels == digit].mean(axis=0) for digit in range(10)])


def expected_logits(images: Images) -> FloatArray:
    """What the file must answer, computed with numpy: (N, 28, 28) uint8 to (N, 10) float32."""
    pixels = images.reshape(-1, 784).astype(np.float32) / 255
    means = templates()
    return SHARPNESS * (2 * pixels @ means.T - (means**2).sum(axis=1))


def template_model() -> onnx.ModelProto:
    """The recognizer as an ONNX model, card included."""
    means = templates()
    constants = {
        "scale": np.float32(255.0),
        "flat": np.array([-1, 784], np.int64),
        "weights": (2 * SHARPNESS * means.T).astype(np.float32),
        "bias": (-SHARPNESS * (means**2).sum(axis=1)).astype(np.float32),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["images"], ["grey"], to=TensorProto.FLOAT),
            helper.make_node("Div", ["grey", "scale"], ["unit"]),
            helper.make_node("Reshape", ["unit", "flat"], ["pixels"]),
            helper.make_node("Gemm", ["pixels", "weights", "bias"], ["logits"]),
            helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        ],
        "templates",
        [helper.make_tensor_value_info("images", TensorProto.UINT8, ["n", 28, 28])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 10]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", 10]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, {METADATA_KEY: CARD.to_json()})
    return model


@pytest.fixture(scope="session")
def tiny_recognizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An .onnx file that keeps the whole contract; tests must not change it."""
    path = tmp_path_factory.mktemp("recognizer") / "templates.onnx"
    onnx.save(template_model(), path)
    return path
