import json
from pathlib import Path

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Dataset, Split, check_submission
from inkdigits.data._kaggle_csv import write_kaggle_csv
from inkdigits.recognizer import load_recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


def kaggle_test(uci: Split, folder: Path) -> Path:
    """The embedded test digits as Kaggle's test.csv."""
    unlabelled = Dataset(uci.evaluation.images, None, "test", "a test")
    write_kaggle_csv(folder / "test.csv", unlabelled)
    return folder / "test.csv"


def labels_in(path: Path) -> np.ndarray:
    return np.loadtxt(path, delimiter=",", skiprows=1, dtype=int)[:, 1]


def test_the_answers_of_one_model_are_written(
    tiny_recognizer: Path, uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "submission.csv"
    table = kaggle_test(uci, tmp_path)
    assert main(["submit", str(tiny_recognizer), "--data", str(table), "--out", str(out)]) == 0
    output = capsys.readouterr()
    expected = load_recognizer(tiny_recognizer).predict(uci.evaluation.images)
    check_submission(out, 500)
    np.testing.assert_array_equal(labels_in(out), expected)
    assert output.out.startswith(f"{out}: 500 answers by templates, checked\nof each digit: 0: ")
    assert output.err == (
        "warning: test has 500 digits, and Kaggle's test.csv has 28,000; it takes a submission of "
        "that many rows only\n"
    )


def test_several_models_answer_by_their_mean_probability(
    tiny_recognizer: Path, uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "submission.csv"
    models = ["default", str(tiny_recognizer), str(tiny_recognizer)]
    data = ["--data", str(kaggle_test(uci, tmp_path))]
    assert main(["submit", *models, *data, "--out", str(out), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    each = [load_recognizer(model).predict_proba(uci.evaluation.images) for model in models]
    expected = np.mean(np.array(each, np.float64), axis=0).argmax(axis=1)
    np.testing.assert_array_equal(labels_in(out), expected)
    assert (expected != each[0].argmax(axis=1)).any(), "the others have a say"
    counts = document.pop("counts")
    assert list(counts.values()) == np.bincount(expected, minlength=10).tolist()
    assert document == {
        "file": str(out),
        "rows": 500,
        "models": ["convnet-wide", "templates", "templates"],
        "data": "test",
    }


def test_kaggles_28_000_get_no_warning(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "test.csv"
    header = ",".join(f"pixel{index}" for index in range(784))
    table.write_text(f"{header}\n" + f"{','.join(['0'] * 784)}\n" * 28_000)
    out = tmp_path / "submission.csv"
    assert main(["submit", str(tiny_recognizer), "--data", str(table), "--out", str(out)]) == 0
    assert capsys.readouterr().err == ""
    check_submission(out)


def test_bad_input_is_told_in_one_sentence_and_writes_nothing(
    tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "submission.csv"
    assert main(["submit", "no.onnx", "--data", "uci-digits", "--out", str(out)]) == 2
    assert main(["submit", str(tiny_recognizer), "--data", "no.csv", "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 2
    assert "no.csv: no dataset of this name and no such file" in error
    assert not out.exists()


@pytest.mark.train
def test_the_whole_way_from_train_csv_to_submission(
    uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_kaggle_csv(tmp_path / "train.csv", uci.train)
    runs = str(tmp_path / "runs")
    train = ["train", "convnet-fast", "--data", str(tmp_path / "train.csv"), "--out", runs]
    assert main([*train, "--set", "epochs=3", "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run["test"] is None, "Kaggle's train.csv has no test part"
    effect = run["statistics"]["temperature"]
    assert effect["temperature"] == load_recognizer(run["run"]).card.temperature
    assert (effect["in_file"], effect["fitted_on"]) == (True, "these same digits")
    assert effect["after"]["loss"] < effect["before"]["loss"]
    out = tmp_path / "submission.csv"
    data = ["--data", str(kaggle_test(uci, tmp_path))]
    assert main(["submit", run["run"], *data, "--out", str(out)]) == 0
    assert (labels_in(out) == uci.evaluation.labels).mean() > 0.8
    capsys.readouterr()
    assert main(["evaluate", run["run"], "--data", "uci-digits"]) == 0
    assert "(chosen on its own validation digits): calibration error" in capsys.readouterr().out
