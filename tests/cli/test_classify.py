import json
import subprocess
import sys
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image

from inkdigits.cli import main
from inkdigits.examples import example_images
from inkdigits.reading import classify
from tests.recognizer_file import tiny_recognizer as tiny_recognizer

EXAMPLES = [str(example.path) for example in example_images()]


def test_json_holds_each_file_and_its_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", *EXAMPLES, "--json"]) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert output.err == ""
    assert [answer["file"] for answer in document] == EXAMPLES
    assert [answer["digit"] for answer in document] == list(range(10))
    for answer in document:
        assert list(answer) == ["file", "digit", "confidence", "probabilities", "rejected"]
        assert len(answer["probabilities"]) == 10
        assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert answer["confidence"] == max(answer["probabilities"])
        assert answer["rejected"] is False


def test_one_line_per_picture_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", EXAMPLES[3]]) == 0
    answer = classify(EXAMPLES[3])
    second, share = answer.second_guess
    assert capsys.readouterr().out == (
        f"{EXAMPLES[3]}: 3  {100 * answer.confidence:.1f} %, else {second} {100 * share:.1f} %\n"
    )


@pytest.mark.parametrize("ending", ["tif", "pdf"])
def test_of_several_pages_the_first_is_taken(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"digits.{ending}"
    with Image.open(EXAMPLES[3]) as three, Image.open(EXAMPLES[7]) as seven:
        first, second = three.convert("L"), seven.convert("L")
    first.save(path, save_all=True, append_images=[second])
    assert main(["classify", str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"{path}: 3  ")


def test_show_prints_the_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", EXAMPLES[0], "--show"]) == 0
    rows = capsys.readouterr().out.split("\n")[1:-1]
    assert len(rows) == 28
    assert {len(row) for row in rows} == {56}
    field = classify(EXAMPLES[0]).field
    ramp = " .:-=+*#%@"
    assert [row[::2] for row in rows] == [
        "".join(ramp[v * 10 // 256] for v in r) for r in field.astype(int).tolist()
    ]


def test_no_ink_is_null_and_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = tmp_path / "blank.png"
    Image.new("L", (60, 80), 255).save(blank)
    assert main(["classify", str(blank), "--json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["digit"] is None
    assert answer["rejected"] is True
    assert answer["reason"].startswith("got an image without ink")
    assert main(["classify", str(blank), "--show"]) == 0
    assert capsys.readouterr().out == f"{blank}: no digit: {answer['reason']}\n"


def test_a_rejected_answer_says_why(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = onnx.load(tiny_recognizer)
    (card,) = model.metadata_props
    card.value = json.dumps({**json.loads(card.value), "reject_threshold": 0.0})
    strict = tmp_path / "strict.onnx"
    onnx.save(model, strict)
    assert main(["classify", EXAMPLES[1], "--model", str(strict)]) == 0
    assert "(rejected: looks like no digit: score " in capsys.readouterr().out


def test_a_bad_file_does_not_keep_the_others_from_being_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    assert main(["classify", EXAMPLES[4], str(bad), EXAMPLES[7], "--json"]) == 2
    output = capsys.readouterr()
    assert [answer["digit"] for answer in json.loads(output.out)] == [4, 7]
    assert output.err.startswith(f"inkdigits: {bad}: got a file that starts with b'no pictu'")
    assert output.err.count("\n") == 1


def test_the_same_file_twice_is_answered_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", EXAMPLES[4], EXAMPLES[4], "--json"]) == 0
    assert [answer["digit"] for answer in json.loads(capsys.readouterr().out)] == [4, 4]


def test_an_onnx_file_that_is_not_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("x", "y")]
    graph = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["y"])], "identity", value[:1], value[1:]
    )
    path = tmp_path / "identity.onnx"
    opset = [helper.make_opsetid("", 18)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=10), path)
    assert main(["classify", EXAMPLES[0], "--model", str(path)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        f"inkdigits: {path}: an ONNX file, but not one that inkdigits exported (no model card, or "
        "other inputs and outputs); make one with 'inkdigits train'\n"
    )


def test_no_training_framework_or_plotting_library_is_loaded() -> None:
    script = (
        "import sys; from inkdigits.cli import main; code = main(sys.argv[1:]); "
        "heavy = {'torch', 'keras', 'sklearn', 'matplotlib'} & set(sys.modules); "
        "sys.exit(code or (f'loaded {sorted(heavy)}' if heavy else 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "classify", EXAMPLES[2]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ": 2  " in done.stdout
