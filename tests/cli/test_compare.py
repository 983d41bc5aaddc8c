import json
from pathlib import Path

import pytest
from PIL import Image

from inkdigits.cli import main
from inkdigits.data import Split
from inkdigits.evaluation import compare_answers
from inkdigits.recognizer import Recognizer, load_recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


def test_json_is_the_comparison_and_nothing_else(
    tiny_recognizer: Path, uci: Split, capsys: pytest.CaptureFixture[str]
) -> None:
    models = ["default", str(tiny_recognizer)]
    assert main(["compare", *models, "--data", "uci-digits", "--json"]) == 0
    output = capsys.readouterr()
    images, labels = uci.evaluation.images, uci.evaluation.labels
    assert labels is not None
    found = compare_answers(
        load_recognizer().predict(images), Recognizer(tiny_recognizer).predict(images), labels
    )
    document = json.loads(output.out)
    assert document.pop("models") == ["convnet-wide", "templates"]
    assert document.pop("data") == "uci-digits-test"
    assert document == found.to_json()
    assert output.err == ""


def test_people_are_told_whether_it_may_be_chance(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "differ.png"
    models = ["default", str(tiny_recognizer)]
    assert main(["compare", *models, "--data", "uci-digits", "--out", str(out)]) == 0
    output = capsys.readouterr()
    assert "which chance alone seldom does" in output.out
    assert output.err == f"picture: {out}\n"
    with Image.open(out) as picture:
        assert picture.width > 500


def test_a_model_beside_itself_cannot_be_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "default", "default", "--data", "uci-digits"]) == 0
    told = capsys.readouterr().out
    assert "convnet-wide (first): " in told
    assert "difference: +0.00 points (95 % interval +0.00 to +0.00)" in told
    assert "p = 1, which chance alone may well do" in told
