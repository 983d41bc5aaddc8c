import json
from pathlib import Path

import pytest

from inkdigits.cli import main
from inkdigits.recognizer import load_recognizer

pytestmark = pytest.mark.train


def test_both_files_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "int8.onnx"
    command = ["quantize", "default", "--data", "uci-digits", "--out", str(out)]
    assert main([*command, "--json"]) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert document["bytes"] == out.stat().st_size < document["bytes_before"]
    assert document["before"]["n"] == document["after"]["n"] == 500
    assert document["agreement"] >= 0.99
    assert "quantization" in load_recognizer(out).card.recipe
    assert main(command) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"{out}: {document['bytes'] / 1000:,.0f} kB, before ")
    assert f"{document['after']['errors']} wrong of 500" in text


def test_an_unknown_model_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quantize", str(tmp_path / "no.onnx"), "--out", str(tmp_path / "o.onnx")]) == 2
    assert "no.onnx: no such file; wanted" in capsys.readouterr().err
