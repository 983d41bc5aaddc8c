import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import load_dataset
from inkdigits.pages import make_page


def run_badly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["data", "pages", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    return output.err


def test_pages_come_with_what_stands_on_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--out", str(tmp_path), "--count", "2", "--data", "embedded", "--seed", "7"]
    assert main(["data", "pages", *arguments, "--category", "ids", "--part", "test"]) == 0
    output = capsys.readouterr()
    files = [tmp_path / f"ids-0000{seed}.png" for seed in (7, 8)]
    assert output.out.splitlines() == [str(file) for file in files]
    assert output.err == ""
    digits = load_dataset("embedded").test
    assert digits is not None
    page = make_page(digits, "ids", 8)
    picture = cv2.imread(str(files[1]))
    assert picture is not None
    assert np.array_equal(picture[..., ::-1], page.picture)
    truth = json.loads(files[1].with_suffix(".json").read_text("utf-8"))
    assert [line["text"] for line in truth["lines"]] == [line.text for line in page.lines]
    assert all(len(line.text) == 8 for line in page.lines)


def test_pages_are_listed_in_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--out", str(tmp_path), "--count", "1", "--data", "embedded", "--json"]
    assert main(["data", "pages", *arguments]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "data": "uci-digits-train",
        "category": "any",
        "seed": 0,
        "pages": [str(tmp_path / "any-00000.png")],
    }


def test_without_mnist_the_digits_in_the_package_serve(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = bare_machine / "pages"
    assert main(["data", "pages", "--out", str(out), "--count", "1"]) == 0
    output = capsys.readouterr()
    assert output.out == f"{out / 'any-00000.png'}\n"
    assert output.err == (
        "MNIST is not on this machine (get it with: inkdigits data fetch mnist); writing with the "
        "embedded digits instead: 1,297 real digits, 8×8 enlarged\n"
    )


def test_what_cannot_be_made_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path), "--data", "embedded"]
    told = run_badly([*out, "--count", "1", "--category", "torn"], capsys)
    assert told.startswith("inkdigits: got category 'torn', wanted one of: plain, ruled, graph")
    assert run_badly([*out, "--count", "0"], capsys) == (
        "inkdigits: got a count of 0 pages, wanted 1 or more\n"
    )
    assert run_badly([*out, "--count", "1", "--seed", "-1"], capsys) == (
        "inkdigits: got seed -1, wanted 0 or more\n"
    )
    file = tmp_path / "file"
    file.write_text("here already")
    told = run_badly(["--out", str(file), "--data", "embedded", "--count", "1"], capsys)
    assert told == f"inkdigits: cannot make the folder {file} to write pages to: File exists\n"


def test_digits_without_a_test_part_or_labels_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = load_dataset("embedded").train
    alone, bare = tmp_path / "alone.csv", tmp_path / "bare.csv"
    assert digits.labels is not None
    rows = np.column_stack([digits.labels, digits.images.reshape(len(digits), -1)])[:20]
    names = [f"pixel{number}" for number in range(784)]
    np.savetxt(alone, rows, "%d", ",", header=",".join(["label", *names]), comments="")
    np.savetxt(bare, rows[:, 1:], "%d", ",", header=",".join(names), comments="")
    out = ["--out", str(tmp_path / "out"), "--count", "1", "--data"]
    told = run_badly([*out, str(alone), "--part", "test"], capsys)
    assert told == (
        f"inkdigits: {alone} has no test part; without --part test, all of it is used\n"
    )
    assert "has no labels, and pages need digits whose labels are known" in run_badly(
        [*out, str(bare)], capsys
    )
