import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError, WorkError
from inkdigits.recognizer import DEFAULT_PATH, load_recognizer
from inkdigits.training import Quantization, quantize
from inkdigits.training._quantize import _wide_layers
from tests.recognizer_file import template_model


@pytest.fixture(scope="module")
def int8_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("int8") / "int8.onnx"


@pytest.fixture(scope="module")
def result(int8_file: Path, uci: Split) -> Quantization:
    return quantize(DEFAULT_PATH, int8_file, uci.train.images, uci.evaluation)


def test_int8_is_smaller_and_answers_alike(
    result: Quantization, int8_file: Path, uci: Split
) -> None:
    assert result.bytes_before == DEFAULT_PATH.stat().st_size
    assert result.bytes_after == int8_file.stat().st_size < 0.5 * result.bytes_before
    images, labels = uci.evaluation.images, uci.evaluation.labels
    before, after = load_recognizer(), load_recognizer(int8_file)
    assert result.agreement == (before.predict(images) == after.predict(images)).mean() >= 0.99
    assert result.before.errors == (before.predict(images) != labels).sum()
    assert result.after.errors == (after.predict(images) != labels).sum()
    differences = np.abs(before.predict_proba(images) - after.predict_proba(images))
    assert 0 < differences.mean() < 0.01


@pytest.mark.usefixtures("result")
def test_weights_are_seven_bits_wide_bytes(int8_file: Path) -> None:
    graph = onnx.load_model(int8_file).graph
    kernels = [
        onnx.numpy_helper.to_array(w)
        for w in graph.initializer
        if w.data_type == onnx.TensorProto.INT8 and len(w.dims) > 1
    ]
    assert kernels
    assert max(np.abs(kernel.astype(int)).max() for kernel in kernels) in (63, 64)


def test_the_card_says_so_and_keeps_the_rest(result: Quantization, int8_file: Path) -> None:
    card, original = load_recognizer(int8_file).card, load_recognizer().card
    assert card.recipe["quantization"] == {
        "weights": "int8", "activations": "uint8", "calibration_digits": 1000,
    }  # fmt: skip
    after = result.after
    assert card.measured == {
        after.data: {"n": after.n, "errors": after.errors, "accuracy": after.accuracy}
    }
    assert card == replace(original, recipe=card.recipe, measured=card.measured)


def test_int8_is_not_made_int8_again(
    result: Quantization, int8_file: Path, uci: Split, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"int8\.onnx: its weights are int8 already; wanted the"):
        quantize(int8_file, tmp_path / "twice.onnx", uci.train.images, uci.evaluation)
    assert list(tmp_path.iterdir()) == []


def test_a_net_without_a_wide_layer_is_refused(uci: Split, tmp_path: Path) -> None:
    source = tmp_path / "templates.onnx"
    onnx.save(template_model(), source)
    with pytest.raises(InputError, match=r"no convolution or dense layer with more than ten outp"):
        quantize(source, tmp_path / "int8.onnx", uci.train.images, uci.evaluation)
    assert list(tmp_path.iterdir()) == [source]


def test_no_digits_to_find_the_scales_with(uci: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="got no digits to find the scales with"):
        quantize(DEFAULT_PATH, tmp_path / "x.onnx", uci.train.images[:0], uci.evaluation)


def test_scales_from_blank_paper_spoil_the_answers_and_nothing_is_written(
    uci: Split, tmp_path: Path
) -> None:
    blank = np.zeros((100, 28, 28), np.uint8)
    source = shutil.copy(DEFAULT_PATH, tmp_path / "net.onnx")
    with pytest.raises(WorkError, match=r"net\.onnx: int8 changes .* of its answers, wanted at mo"):
        quantize(Path(source), tmp_path / "int8.onnx", blank, uci.evaluation)
    assert [path.name for path in tmp_path.iterdir()] == ["net.onnx"]


def test_only_wide_layers_from_the_first_convolution_on_become_int8() -> None:
    weights = {"smooth": (18, 28), "blur": (1, 1, 5, 5), "k1": (16, 1, 3, 3), "w1": (64, 10000),
               "w2": (64, 128), "w3": (128, 10), "w4": (10, 128)}  # fmt: skip
    nodes = [
        ("MatMul", "smooth"), ("Conv", "blur"), ("Conv", "k1"), ("Gemm transB", "w1"),
        ("MatMul", "w2"), ("Gemm", "w3"), ("Gemm transB", "w4"), ("MatMul", "not a constant"),
    ]  # fmt: skip
    graph = onnx.helper.make_graph(
        [
            onnx.helper.make_node(
                kind.split()[0], ["x", weight], ["y"], name=weight,
                **({"transB": 1} if "transB" in kind else {}),
            )
            for kind, weight in nodes
        ],
        "layers",
        [],
        [],
        [
            onnx.numpy_helper.from_array(np.zeros(shape, np.float32), name)
            for name, shape in weights.items()
        ],
    )  # fmt: skip
    assert _wide_layers(graph) == ["k1", "w1", "w2"]
    del graph.node[1:3]  # without a convolution every wide layer counts
    assert _wide_layers(graph) == ["smooth", "w1", "w2"]
