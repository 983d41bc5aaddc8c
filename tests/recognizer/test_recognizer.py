import os
import pickle
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from inkdigits.arrays import Images
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.recognizer import DEFAULT_PATH, METADATA_KEY, load_recognizer
from tests.recognizer_file import CARD, expected_logits, template_model


@pytest.fixture(scope="module")
def digits(uci: Split) -> Images:
    return uci.evaluation.images


def test_answers_are_what_the_weights_say(tiny_recognizer: Path, digits: Images) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    logits = expected_logits(digits)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    np.testing.assert_allclose(recognizer.predict_logits(digits), logits, atol=1e-4)
    np.testing.assert_allclose(
        recognizer.predict_proba(digits), odds / odds.sum(axis=1, keepdims=True), atol=1e-5
    )


def test_outputs_have_the_promised_shapes_and_types(tiny_recognizer: Path, digits: Images) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    probabilities, logits = recognizer.predict_proba(digits), recognizer.predict_logits(digits)
    answers = recognizer.predict(digits)
    assert (probabilities.shape, probabilities.dtype) == ((500, 10), np.float32)
    assert (logits.shape, logits.dtype) == ((500, 10), np.float32)
    assert (answers.shape, answers.dtype) == ((500,), np.uint8)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(answers, probabilities.argmax(axis=1))


def test_a_net_of_digits_alone_scores_non_digits_by_its_doubt(
    tiny_recognizer: Path, digits: Images
) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    scores = recognizer.non_digit_score(digits)
    assert (scores.shape, scores.dtype) == ((500,), np.float32)
    np.testing.assert_array_equal(scores, 1 - recognizer.predict_proba(digits).max(axis=1))
    assert recognizer.non_digit_score(digits[:0]).shape == (0,)


def test_a_score_in_the_file_is_the_score(tmp_path: Path, digits: Images) -> None:
    model = template_model()
    # The share of the field that is ink, which needs no net.
    model.graph.node.append(helper.make_node("ReduceMean", ["pixels"], ["ink"], keepdims=0))
    model.graph.node[-1].input.append("axis")
    model.graph.initializer.append(numpy_helper.from_array(np.array([1], np.int64), "axis"))
    model.graph.node.append(helper.make_node("Identity", ["ink"], ["non_digit"]))
    output = helper.make_tensor_value_info("non_digit", TensorProto.FLOAT, ["n"])
    model.graph.output.append(output)
    path = tmp_path / "scoring.onnx"
    onnx.save(model, path)
    recognizer = load_recognizer(path)
    expected = digits.reshape(-1, 784).mean(axis=1) / 255
    for some in (digits, digits[:1], digits[:0]):
        probabilities, scores = recognizer.recognize(some)
        np.testing.assert_allclose(scores, expected[: len(some)], atol=1e-6)
        np.testing.assert_array_equal(probabilities, recognizer.predict_proba(some))


def test_card_comes_with_the_file(tiny_recognizer: Path) -> None:
    recognizer = load_recognizer(str(tiny_recognizer))
    assert recognizer.card == CARD
    assert recognizer.path == tiny_recognizer


def test_the_bundled_one_is_opened_once(tiny_recognizer: Path) -> None:
    bundled = load_recognizer()
    assert bundled.path == DEFAULT_PATH
    assert load_recognizer("default") is load_recognizer(None) is bundled
    assert load_recognizer(threads=1) is load_recognizer(threads=1) is not bundled
    # Another file may change between two calls.
    assert load_recognizer(tiny_recognizer) is not load_recognizer(tiny_recognizer)


def test_run_folder_stands_for_its_file(
    tiny_recognizer: Path, digits: Images, tmp_path: Path
) -> None:
    shutil.copy(tiny_recognizer, tmp_path / "model.onnx")
    recognizer = load_recognizer(tmp_path)
    assert recognizer.path == tmp_path / "model.onnx"
    np.testing.assert_array_equal(
        recognizer.predict(digits), load_recognizer(tiny_recognizer).predict(digits)
    )


def test_no_images_give_no_answers(tiny_recognizer: Path) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    none = np.zeros((0, 28, 28), np.uint8)
    assert recognizer.predict_proba(none).shape == (0, 10)
    assert recognizer.predict_logits(none).dtype == np.float32
    assert recognizer.predict(none).shape == (0,)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
@pytest.mark.parametrize("n", [2, 15, 16, 17, 63, 64, 65, 129, 1025])
def test_large_batches_answer_as_one_by_one(
    tiny_recognizer: Path, digits: Images, n: int, threads: int
) -> None:
    recognizer = load_recognizer(tiny_recognizer, threads)
    many = np.tile(digits, (3, 1, 1))[:n]
    together = recognizer.predict_logits(many)
    assert together.shape == (n, 10)
    np.testing.assert_allclose(together, expected_logits(many), atol=1e-4)


def test_a_recognizer_survives_a_pickle(tiny_recognizer: Path, digits: Images) -> None:
    recognizer = load_recognizer(tiny_recognizer, threads=2)
    copy = pickle.loads(pickle.dumps(recognizer))
    assert (copy.path, copy.card) == (recognizer.path, recognizer.card)
    np.testing.assert_array_equal(copy.predict_proba(digits), recognizer.predict_proba(digits))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_recognizer_survives_a_fork(tiny_recognizer: Path) -> None:
    # A process of its own: pytest's has threads already, with which forking is not safe.
    code = (
        "import multiprocessing, numpy as np\n"
        "from inkdigits.recognizer import load_recognizer\n"
        f"recognizer = load_recognizer({str(tiny_recognizer)!r}, threads=2)\n"
        "many = np.zeros((300, 28, 28), np.uint8)\n"
        "recognizer.predict(many)\n"
        "def child(queue): queue.put(recognizer.predict(many).tolist())\n"
        "context = multiprocessing.get_context('fork')\n"
        "queue = context.Queue()\n"
        "process = context.Process(target=child, args=(queue,))\n"
        "process.start()\n"
        "print(queue.get(timeout=20) == recognizer.predict(many).tolist())\n"
        "process.join(20)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "True\n"


def test_strided_and_read_only_images_are_welcome(tiny_recognizer: Path, digits: Images) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    assert not digits.flags.writeable
    backwards = digits[::-2]
    np.testing.assert_array_equal(
        recognizer.predict_proba(backwards), recognizer.predict_proba(backwards.copy())
    )


def test_threads_share_a_recognizer(tiny_recognizer: Path, digits: Images) -> None:
    recognizer = load_recognizer(tiny_recognizer, threads=1)
    expected = recognizer.predict_proba(digits)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: recognizer.predict_proba(digits), range(40)))
    for answer in answers:
        np.testing.assert_array_equal(answer, expected)


@pytest.mark.parametrize(
    ("images", "got"),
    [
        (np.zeros((2, 28, 28), np.float32), r"\(2, 28, 28\) and type float32"),
        (np.zeros((28, 28), np.uint8), r"\(28, 28\) and type uint8"),
        (np.zeros((2, 784), np.uint8), r"\(2, 784\) and type uint8"),
        (np.zeros((2, 32, 32), np.uint8), r"\(2, 32, 32\) and type uint8"),
        (np.zeros((2, 28, 28, 1), np.uint8), r"\(2, 28, 28, 1\) and type uint8"),
        (np.zeros((2, 28, 28), bool), r"\(2, 28, 28\) and type bool"),
    ],
)
def test_other_shapes_and_types_are_refused(
    tiny_recognizer: Path, images: np.ndarray, got: str
) -> None:
    recognizer = load_recognizer(tiny_recognizer)
    message = rf"got images of shape {got}, wanted \(N, 28, 28\) uint8 with ink bright on dark"
    for ask in (recognizer.predict_proba, recognizer.predict_logits, recognizer.predict):
        with pytest.raises(InputError, match=message):
            ask(images)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.onnx: no such file; wanted an \.onnx file"):
        load_recognizer(tmp_path / "nothing.onnx")


def test_folder_that_is_no_finished_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"model\.onnx: no such file; .* a finished run folder"):
        load_recognizer(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a net at all\n" * 100, bytes(range(256)) * 8])
def test_file_that_is_no_onnx(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "text.onnx").write_bytes(content)
    with pytest.raises(InputError, match=r"text\.onnx: not an ONNX file .*; wanted one that ink"):
        load_recognizer(tmp_path / "text.onnx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_truncated_file(tiny_recognizer: Path, tmp_path: Path, share: float) -> None:
    whole = tiny_recognizer.read_bytes()
    (tmp_path / "cut.onnx").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(InputError, match=r"cut\.onnx: "):
        load_recognizer(tmp_path / "cut.onnx")


def save(model: onnx.ModelProto, path: Path) -> Path:
    onnx.save(model, path)
    return path


def foreign_model() -> onnx.ModelProto:
    """A sound ONNX file as another project might make it: float digits in, one output."""
    graph = helper.make_graph(
        [helper.make_node("Softmax", ["x"], ["y"], axis=1)],
        "theirs",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 10])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 10])],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def without_card() -> onnx.ModelProto:
    model = template_model()
    del model.metadata_props[:]
    return model


def with_card_on_a_foreign_graph() -> onnx.ModelProto:
    model = foreign_model()
    helper.set_model_props(model, {METADATA_KEY: CARD.to_json()})
    return model


def without_logits() -> onnx.ModelProto:
    model = template_model()
    del model.graph.output[0]
    return model


@pytest.mark.parametrize(
    "make", [foreign_model, without_card, with_card_on_a_foreign_graph, without_logits]
)
def test_onnx_file_that_is_not_one_of_ours(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path = save(make(), tmp_path / "theirs.onnx")
    with pytest.raises(
        InputError,
        match=r"theirs\.onnx: an ONNX file, but not one that inkdigits exported .*'inkdigits tr",
    ):
        load_recognizer(path)


def test_damaged_card(tmp_path: Path) -> None:
    model = template_model()
    helper.set_model_props(model, {METADATA_KEY: '{"name": "cnn"}'})
    path = save(model, tmp_path / "damaged.onnx")
    with pytest.raises(InputError, match=r"damaged\.onnx: its model card cannot be read: not a m"):
        load_recognizer(path)


def test_runtime_never_loads_a_training_framework(tiny_recognizer: Path) -> None:
    code = (
        "import sys\n"
        "from inkdigits.recognizer import load_recognizer\n"
        f"load_recognizer({str(tiny_recognizer)!r})\n"
        "print(sorted({'torch', 'keras', 'sklearn', 'onnx', 'cv2'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
