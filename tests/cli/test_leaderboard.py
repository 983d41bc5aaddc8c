import json
from pathlib import Path

import pytest

from inkdigits.cli import main
from inkdigits.data import Dataset, Split, write_keras_npz

pytestmark = pytest.mark.train

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def digits(uci: Split, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 300 real digits to train on and 100 to ask."""
    assert uci.train.labels is not None
    assert uci.test is not None
    assert uci.test.labels is not None
    known = Dataset(uci.train.images[:300], uci.train.labels[:300], "known", "a test")
    asked = Dataset(uci.test.images[:100], uci.test.labels[:100], "asked", "a test")
    target = tmp_path_factory.mktemp("digits") / "digits.npz"
    write_keras_npz(target, Split(known, asked))
    return target


def run(digits: Path, out: Path, *options: str) -> int:
    key = "k-nearest-neighbours-euclidean-l2-deskewing"
    return main(["leaderboard", "--only", key, "--data", str(digits), "--out", str(out), *options])


def test_rows_are_run_once_and_shown(digits: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(digits, tmp_path) == 0
    output = capsys.readouterr()
    assert "row 1 of 1: k-nearest-neighbours, Euclidean (L2)\n" in output.err
    assert output.err.endswith(f"page: {tmp_path / 'leaderboard.html'}\n")
    assert "     2.40  " in output.out
    assert "k-nearest-neighbours, Euclidean (L2) (deskewing)" in output.out
    assert run(digits, tmp_path, "--json") == 0
    output = capsys.readouterr()
    assert output.err == "1 of 1 rows were run before\n"
    (row,) = json.loads(output.out)["rows"]
    assert (row["model"], row["n"], row["published_error"]) == ("knn", 100, 2.4)
    assert set(row) >= {
        "model", "preprocessing", "published_error", "error", "accuracy", "ci95", "train_seconds",
        "predict_ms", "bytes",
    }  # fmt: skip


def test_rows_run_side_by_side_are_kept_and_shown(
    digits: Path, tmp_path: Path, capsys: Output
) -> None:
    assert run(digits, tmp_path, "--workers", "2") == 0
    apart = capsys.readouterr()
    assert apart.err.startswith("row 1 of 1 is done: k-nearest-neighbours, Euclidean (L2)\n")
    assert run(digits, tmp_path) == 0
    assert capsys.readouterr().out == apart.out  # found again by what runs them one by one


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--engine", "ray", "--address", "auto"],
            "got --address without --workers; say how many trainings at a time the cluster is for",
        ),
        (["--workers", "2", "--address", "auto"], "got --address without --engine ray; add it"),
    ],
)
def test_engines_are_asked_for_as_a_whole(
    options: list[str], sentence: str, capsys: Output
) -> None:
    assert main(["leaderboard", "--quick", *options]) == 2
    assert capsys.readouterr().err == f"inkdigits: {sentence}\n"


@pytest.mark.parametrize("options", [[], ["--quick", "--all"], ["--all", "--only", "svm"]])
def test_one_choice_of_rows_is_wanted(options: list[str], capsys: Output) -> None:
    assert main(["leaderboard", *options]) == 2
    assert capsys.readouterr().err == (
        "inkdigits: wanted one of --quick, --all and --only FAMILIES, such as --only svm,knn\n"
    )
