import json
from pathlib import Path

import pytest

from inkdigits import evaluation
from inkdigits.cli import main
from inkdigits.data import Split
from inkdigits.evaluation import SHIFTS, evaluate_recognizer, evaluate_shifts
from inkdigits.recognizer import Recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


@pytest.fixture
def command(tiny_recognizer: Path, uci: Split, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fewer severities than there are, to be done in time."""
    few = {name: SHIFTS[name] for name in ("blur", "polarity")}
    monkeypatch.setattr(evaluation._shift_curves, "SHIFTS", few)
    return ["evaluate", str(tiny_recognizer), "--data", "uci-digits", "--shifts"]


def test_json_and_folder_have_the_curves_beside_the_evaluation(
    command: list[str],
    tiny_recognizer: Path,
    uci: Split,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*command, "--json", "--out", str(tmp_path)]) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert json.loads((tmp_path / "metrics.json").read_text()) == document
    recognizer = Recognizer(tiny_recognizer)
    plain = evaluate_recognizer(recognizer, uci.evaluation).to_json()
    shifts = evaluate_shifts(recognizer, uci.evaluation, ["blur", "polarity"]).to_json()
    assert document.pop("statistics")["bootstrap95"][0] < plain["accuracy"]
    assert document == plain | {"shifts": shifts}
    assert output.err == f"report: {tmp_path / 'report.html'}\n"
    assert (tmp_path / "figures" / "shifts.png").exists()
    assert "Changed digits" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_people_get_a_line_for_each_shift(
    command: list[str],
    tiny_recognizer: Path,
    uci: Split,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(command) == 0
    output = capsys.readouterr()
    assert output.err == "", "a bar is for terminals"
    head, blur, polarity = output.out.splitlines()[-3:]
    curve = evaluate_shifts(Recognizer(tiny_recognizer), uci.evaluation, ["blur"])["blur"]
    assert " ".join(head.split()) == "changed digits usual range mean error worst error"
    assert head.index("  worst") == polarity.index("%") + 1, "the columns stand in line"
    assert (
        blur.split()
        == (
            f"blur (pixels, deviation) 0 to 1.5 {100 * curve.mean_error():.2f} % "
            f"{100 * curve.worst().error:.2f} % at {curve.worst().severity:g}"
        ).split()
    )
    assert polarity.startswith("polarity (0: ink bright, 1: ink dark)       0 to 1  ")
