import json
from pathlib import Path

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Split
from inkdigits.evaluation import evaluate_recognizer
from inkdigits.recognizer import Recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


def test_json_is_the_evaluation_and_nothing_else(
    tiny_recognizer: Path, uci: Split, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "uci-digits", "--json"]) == 0
    output = capsys.readouterr()
    expected = evaluate_recognizer(Recognizer(tiny_recognizer), uci.evaluation)
    document = json.loads(output.out)
    statistics = document.pop("statistics")
    assert document == expected.to_json()
    assert statistics["sure"]["chosen_on"] == "these same digits"
    assert (statistics["writers"], statistics["undisputed"]) == (None, None)
    assert output.err == ""


def test_people_get_headline_table_and_confusions(
    tiny_recognizer: Path, uci: Split, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "uci-digits"]) == 0
    lines = capsys.readouterr().out.splitlines()
    expected = evaluate_recognizer(Recognizer(tiny_recognizer), uci.evaluation)
    assert lines[0].startswith("templates on uci-digits-test: ")
    assert f"{100 * expected.accuracy:.2f} % right (95 % interval " in lines[0]
    assert lines[0].endswith(f"{expected.errors} errors in 500 digits")
    assert lines[3].split() == ["digit", "precision", "recall", "F1", "images"]
    assert [line.split()[0] for line in lines[4:14]] == [str(digit) for digit in range(10)]
    assert len({len(line) for line in lines[3:14]}) == 1, "the columns stand in line"
    digit, answer, count = expected.most_confused()[0]
    assert lines[15] == "most often confused"
    assert lines[16].split() == [str(digit), "taken", "for", str(answer), f"{count}×"]


def test_out_writes_report_metrics_and_figures(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "evaluation"
    assert (
        main(
            ["evaluate", str(tiny_recognizer), "--data", "uci-digits", "--json", "--out", str(out)]
        )
        == 0
    )
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert output.err == f"report: {out / 'report.html'}\n"
    assert json.loads((out / "metrics.json").read_text()) == document
    assert len(list((out / "figures").glob("*.png"))) == 4
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "sharpness" in html, "the recipe on the model card"
    assert "uci-digits-train" in html, "what it was trained on"


def test_non_digits_are_measured_on_request(
    tiny_recognizer: Path, uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "evaluation"
    command = ["evaluate", str(tiny_recognizer), "--data", "uci-digits", "--non-digits"]
    assert main([*command, "--json", "--out", str(out)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert json.loads((out / "metrics.json").read_text()) == document
    got = document["non_digits"]
    recognizer = Recognizer(tiny_recognizer)
    scores = recognizer.non_digit_score(uci.evaluation.images)
    assert got["threshold"] == recognizer.card.reject_threshold
    assert got["digits"]["rejected"] == int((scores > got["threshold"]).sum())
    assert got["non_digits"]["n"] == 11_000
    assert {kind["n"] for kind in got["kinds"].values()} == {1000}
    assert (out / "figures" / "rejection.png").is_file()
    assert "What is no digit" in (out / "report.html").read_text(encoding="utf-8")

    assert main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index(next(line for line in lines if line.startswith("rejected above a score")))
    table = {line[:20].strip(): line for line in lines[start + 2 :]}
    assert f"{100 * got['digits']['share']:.2f} %" in table["true digits"]
    assert f"{100 * got['kinds']['lines']['share']:.2f} %" in table["lines"]
    assert table["mark (held out)"].endswith("1,000")
    assert len({len(line) for line in table.values()}) == 1, "the columns stand in line"


def test_run_folder_is_taken_for_its_recognizer(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model.onnx").write_bytes(tiny_recognizer.read_bytes())
    assert main(["evaluate", str(tmp_path), "--data", "uci-digits", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["model"] == "templates"


def test_unlabelled_digits_are_refused(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "test.csv"
    header = ",".join(f"pixel{index}" for index in range(784))
    table.write_text(header + "\n" + ",".join(["0"] * 784) + "\n")
    assert main(["evaluate", str(tiny_recognizer), "--data", str(table)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "got digits without labels, wanted labelled ones to measure on" in output.err


def test_foreign_file_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.onnx").write_text("not a net")
    assert main(["evaluate", str(tmp_path / "text.onnx"), "--data", "uci-digits"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "text.onnx: not an ONNX file that can be run; wanted one that inkdigits" in output.err


def test_data_must_be_named(tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tiny_recognizer)]) == 2
    assert "--data" in capsys.readouterr().err


def test_several_models_are_summed_up(
    tiny_recognizer: Path, uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    models = [str(tiny_recognizer), "default"]
    command = ["evaluate", *models, "--data", "uci-digits"]
    assert main([*command, "--json", "--out", str(out)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert json.loads((out / "metrics.json").read_text()) == document
    alone = json.loads((out / "1" / "metrics.json").read_text())
    assert document["models"][0] == {"file": str(tiny_recognizer), **alone}
    accuracies = [model["accuracy"] for model in document["models"]]
    summary = document["summary"]
    assert (summary["data"], summary["n"]) == ("uci-digits-test", 500)
    assert summary["accuracy"]["mean"] == pytest.approx(np.mean(accuracies), abs=1e-12)
    assert summary["accuracy"]["std"] == pytest.approx(np.std(accuracies, ddof=1), abs=1e-12)
    assert (out / "2" / "report.html").is_file()

    assert main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 models on uci-digits-test, 500 digits"
    assert lines[-1].startswith(f"mean {100 * np.mean(accuracies):.2f} %, deviation ")


def test_several_models_want_one_dataset(
    tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "default", "--data", "mnist-c"]) == 2
    assert capsys.readouterr().err == "inkdigits: got 2 models with mnist-c, wanted one at a time\n"


@pytest.mark.mnist
def test_real_test_digits_are_measured(
    tiny_recognizer: Path, mnist: Split, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "mnist", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    answers = Recognizer(tiny_recognizer).predict(mnist.evaluation.images)
    assert document["n"] == 10_000
    statistics = document["statistics"]
    assert statistics["undisputed"]["n"] == 9_985
    parts = statistics["writers"]["parts"]
    assert {name: part["n"] for name, part in parts.items()} == {
        "high-school pupils": 5_001,
        "census staff": 4_999,
    }
    assert sum(part["errors"] for part in parts.values()) == document["errors"]
    assert statistics["writers"]["writers"] == 297
    assert document["errors"] == int((answers != mnist.evaluation.labels).sum())
