import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.cli import main
from inkdigits.data import Dataset, Split, load_dataset, write_keras_npz
from inkdigits.evaluation import audit_labels
from inkdigits.recognizer import load_recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer

Output = pytest.CaptureFixture[str]

# A net that learns a few hundred digits in a second.
CHEAP = ["--model", "convnet-fast"] + [
    word
    for setting in ("epochs=12", "batch_size=64", "views=1", "validation=0", "label_smoothing=0")
    for word in ("--set", setting)
]


@pytest.fixture(scope="module")
def planted() -> tuple[Dataset, list[int]]:
    """600 of the embedded digits, and which 30 of them have a wrong label."""
    digits = load_dataset("embedded").train.subset(np.arange(600), "planted")
    assert digits.labels is not None
    rng = np.random.default_rng(5)
    wrong = np.sort(rng.permutation(600)[:30])
    labels = digits.labels.copy()
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, 30)) % 10
    return Dataset(digits.images, labels, "planted", "made up"), wrong.tolist()


@pytest.fixture
def file(planted: tuple[Dataset, list[int]], tmp_path: Path) -> Path:
    path = tmp_path / "planted.npz"
    write_keras_npz(path, Split(planted[0], None))
    return path


@pytest.mark.train
def test_folds_find_the_labels_that_were_flipped(
    file: Path, planted: tuple[Dataset, list[int]], capsys: Output
) -> None:
    command = ["audit", str(file), *CHEAP, "--folds", "2", "--top", "30", "--json"]
    assert main(command) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    found = [suspect["index"] for suspect in document["suspects"]]
    assert len(found) == 30
    assert len(set(found) & set(planted[1])) >= 24
    assert document["issues"] >= 20
    assert document["estimated"] == pytest.approx(30, abs=12)
    assert (document["n"], document["part"], document["data"]) == (600, "train", "planted-train")
    assert document["judge"] == "convnet-fast trained on the other of 2 folds"
    assert "fold 1 of 2: training convnet-fast on 300 digits\n" in output.err
    assert "fold 2 of 2: " in output.err


@pytest.mark.train
def test_the_test_part_is_judged_by_one_trained_on_the_training_part(
    tmp_path: Path, planted: tuple[Dataset, list[int]], capsys: Output
) -> None:
    dataset, wrong = planted
    rest = load_dataset("embedded").train.subset(np.arange(600, 1297))
    path = tmp_path / "both.npz"
    write_keras_npz(path, Split(rest, dataset))
    assert main(["audit", str(path), *CHEAP, "--top", "30", "--json"]) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert (document["part"], document["data"]) == ("test", "both-test")
    assert document["judge"] == "convnet-fast trained on both-train"
    assert len({suspect["index"] for suspect in document["suspects"]} & set(wrong)) >= 24
    assert "training convnet-fast on the 697 digits of both-train\n" in output.err


def test_a_recognizer_that_is_there_judges_without_training(
    file: Path, planted: tuple[Dataset, list[int]], tmp_path: Path, capsys: Output
) -> None:
    out = tmp_path / "audit"
    assert main(["audit", str(file), "--with", "default", "--out", str(out), "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == f"report: {out / 'audit.html'}\n"
    dataset, wrong = planted
    assert dataset.labels is not None
    expected = audit_labels(
        load_recognizer().predict_proba(dataset.images),
        dataset.labels,
        data="planted-train",
        part="train",
        judge="convnet-wide",
    )
    document = json.loads(output.out)
    assert document == json.loads(json.dumps(expected.to_json()))
    issues = [suspect["index"] for suspect in document["suspects"] if suspect["issue"]]
    assert len(issues) == document["issues"] <= 35
    assert len(set(issues) & set(wrong)) >= 28
    with Image.open(out / "suspects.png") as picture:
        assert picture.width > 1000
    page = (out / "audit.html").read_text("utf-8")
    assert f"{document['issues']} <small>of 600</small>" in page


def test_the_table_comes_back_as_corrected_digits(
    file: Path, planted: tuple[Dataset, list[int]], tmp_path: Path, capsys: Output
) -> None:
    out, corrected = tmp_path / "audit", tmp_path / "corrected.npz"
    assert main(["audit", str(file), "--with", "default", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("planted-train: ")
    assert " of 600 labels likely wrong, by convnet-wide\n" in told
    rows = list(csv.DictReader((out / "audit.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 50
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 51)]
    assert all(row["correct"] == "" for row in rows)
    truth = load_dataset("embedded").train.labels
    assert truth is not None
    for row in rows:
        row["correct"] = str(truth[int(row["index"])])
    rows[-1]["correct"] = "drop"
    table = tmp_path / "filled.csv"
    with table.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert main(["data", "correct", str(file), str(table), "--out", str(corrected), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    found = set(planted[1]) & {int(row["index"]) for row in rows[:-1]}
    assert document == {
        "source": str(file),
        "changed": len(found),
        "dropped": 1,
        "confirmed": 49 - len(found),
        "train": 599,
        "test": None,
        "file": str(corrected),
    }
    labels = load_dataset(corrected).train.labels
    assert labels is not None
    kept = np.delete(truth[:600], int(rows[-1]["index"]))
    assert (labels != kept).sum() == len(set(planted[1]) - found)
    assert main(["data", "correct", str(file), str(table), "--out", str(corrected)]) == 0
    assert capsys.readouterr().out == (
        f"{corrected}: {len(found)} labels changed, 1 digits dropped, "
        f"{49 - len(found)} labels confirmed\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--with", "default", "--folds", "3"], "got --with, which trains nothing; leave out"),
        (["--part", "both"], "got --part both, wanted train or test"),
        (["--part", "test"], "got --part test, and planted-train has no test part"),
        (["--model", "none"], "none"),
        (["--set", "epochs"], "wanted --set key=value"),
        (["--folds", "601", *CHEAP], "got 601 folds for the 600 digits of planted-train"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], told: str, file: Path, capsys: Output
) -> None:
    assert main(["audit", str(file), *words]) == 2
    output = capsys.readouterr()
    assert told in output.err
    assert output.out == ""


def test_folds_are_not_asked_for_where_there_is_a_training_part(capsys: Output) -> None:
    assert main(["audit", "embedded", "--folds", "3"]) == 2
    assert "got --folds for uci-digits-test, which a model trained on uci-digits-train judges" in (
        capsys.readouterr().err
    )


def test_a_recognizer_does_not_judge_what_it_was_trained_on(
    file: Path, tiny_recognizer: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    import inkdigits.data

    sha256 = load_recognizer().card.training_data["sha256"]
    monkeypatch.setattr(inkdigits.data, "dataset_hash", lambda dataset: sha256)
    assert main(["audit", str(file), "--with", "default"]) == 2
    assert "default was trained on planted-train itself and would repeat its labels" in (
        capsys.readouterr().err
    )
    # One whose card does not say what it learned from may judge.
    assert main(["audit", str(file), "--with", str(tiny_recognizer)]) == 0


def test_corrected_digits_go_to_an_npz(file: Path, tmp_path: Path, capsys: Output) -> None:
    words = ["data", "correct", str(file), str(tmp_path / "audit.csv"), "--out", "digits.csv"]
    assert main(words) == 2
    assert "got --out digits.csv, wanted the name of an .npz file" in capsys.readouterr().err
