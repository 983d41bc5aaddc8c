import json
from pathlib import Path

import pytest

from inkdigits.cli import main
from inkdigits.evaluation import evaluate_mnist_c
from inkdigits.recognizer import Recognizer
from tests.data.mnist_c_release import write_release
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


@pytest.fixture
def release(bare_machine: Path) -> Path:
    return write_release(bare_machine / "data")


def test_json_and_folder_have_the_scores(
    release: Path, tiny_recognizer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["evaluate", str(tiny_recognizer), "--data", "mnist-c"]
    assert main([*command, "--json", "--out", str(out)]) == 0
    output = capsys.readouterr()
    scores = evaluate_mnist_c(Recognizer(tiny_recognizer), release)
    assert json.loads(output.out) == scores.to_json()
    assert json.loads((out / "metrics.json").read_text()) == scores.to_json()
    assert output.err == f"report: {out / 'report.html'}\n"
    assert (out / "figures" / "mnist-c.png").exists()
    page = (out / "report.html").read_text(encoding="utf-8")
    assert f"templates on mnist-c: {100 * scores.mean_accuracy:.2f} % on average" in page


def test_people_get_a_line_for_each_corruption(
    release: Path, tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "mnist-c"]) == 0
    output = capsys.readouterr()
    scores = evaluate_mnist_c(Recognizer(tiny_recognizer), release)
    head, _, columns, *rows = output.out.splitlines()
    assert head == (
        f"templates on mnist-c: {100 * scores.mean_accuracy:.2f} % right on average over 15 "
        "corruptions of 30 digits"
    )
    assert columns.split("  ")[0] == "corruption"
    assert [row.split()[0] for row in rows[:15]] == list(scores.corruptions)
    assert rows[15] == ""
    assert rows[16].startswith("identity  ")
    assert {len(row) for row in (columns, *rows[:15], rows[16])} == {len(columns)}
    assert output.err == ""


def test_one_set_is_evaluated_like_any_other(
    release: Path, tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "mnist-c/fog", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["data"], document["n"]) == ("mnist-c-fog-test", 30)


@pytest.mark.parametrize("option", ["--shifts", "--non-digits"])
def test_what_changes_digits_wants_them_as_they_are(
    option: str, release: Path, tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "mnist-c", option]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        "inkdigits: got --shifts or --non-digits with mnist-c, wanted them with digits as they "
        "are: --data mnist\n"
    )


def test_where_it_is_not_is_told(
    bare_machine: Path, tiny_recognizer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tiny_recognizer), "--data", "mnist-c"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("inkdigits: mnist-c is not on this machine (looked for ")
    assert error.count("\n") == 1
