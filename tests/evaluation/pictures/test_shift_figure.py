from pathlib import Path

import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.evaluation import SHIFTS, ShiftCurve, ShiftCurves, ShiftPoint, evaluate
from inkdigits.evaluation.figures import draw_shift_curves, draw_shift_section, write_evaluation
from tests.evaluation.report.test_report import Page
from tests.evaluation.test_figures import BLUE, ORANGE, coloured, pixels
from tests.recognizer_file import expected_logits


def curves(model: str, names: list[str], errors: int = 3) -> ShiftCurves:
    """A model with `errors` more mistakes in 1,000 at each further severity."""
    measured = {}
    for name in names:
        severities = SHIFTS[name].severities
        points = tuple(ShiftPoint(s, 1000, errors * (i + 1)) for i, s in enumerate(severities))
        measured[name] = ShiftCurve(SHIFTS[name], points)
    return ShiftCurves(model, "digits", ShiftPoint(0, 1000, errors), measured)


def test_a_row_for_two_shifts_and_a_legend_for_two_models(tmp_path: Path) -> None:
    two = draw_shift_curves([curves("a", ["shift", "blur"])], tmp_path / "two.png")
    three = draw_shift_curves([curves("a", ["shift", "blur", "noise"])], tmp_path / "three.png")
    assert pixels(three).shape[0] == pytest.approx(2 * pixels(two).shape[0], abs=2)
    assert coloured(two, BLUE) > 1000
    assert coloured(two, ORANGE) == 0
    models = [curves("a", ["shift", "blur"]), curves("b", ["shift", "blur"], errors=50)]
    both = draw_shift_curves(models, tmp_path / "both.png")
    assert coloured(both, ORANGE) > 1000
    assert pixels(both).shape[0] > pixels(two).shape[0]


@pytest.mark.parametrize("errors", [0, 80])
def test_all_right_and_nearly_all_wrong_stay_in_the_picture(errors: int, tmp_path: Path) -> None:
    path = draw_shift_curves([curves("a", ["noise"], errors)], tmp_path / "shifts.png")
    assert coloured(path, BLUE) > 1000


def test_what_cannot_be_drawn_together_is_told(tmp_path: Path) -> None:
    one, other = curves("a", ["shift", "blur"]), curves("b", ["shift", "noise"])
    with pytest.raises(InputError, match="got 5 models to draw, wanted 1 to 4"):
        draw_shift_curves([one] * 5, tmp_path / "shifts.png")
    with pytest.raises(InputError, match="b was measured on shift, noise, wanted the shifts of a:"):
        draw_shift_curves([one, other], tmp_path / "shifts.png")
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = (
        draw_shift_curves([curves("a", list(SHIFTS))], tmp_path / name)
        for name in ("1.png", "2.png")
    )
    assert first.read_bytes() == second.read_bytes()


def test_report_has_picture_and_table(uci: Split, tmp_path: Path) -> None:
    data = uci.evaluation
    odds = 2.0 ** expected_logits(data.images)
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    section = draw_shift_section(tmp_path / "figures", curves("templates", ["shift", "blur"]))
    assert section.path == tmp_path / "figures" / "shifts.png"
    assert section.alt.endswith("shift costs most, 0.90\u00a0% errors.")
    evaluation = evaluate(probabilities, data.labels, "templates", data.name)
    report = write_evaluation(tmp_path, evaluation, probabilities, data, more=[section])
    page = Page(report.read_text(encoding="utf-8"))
    assert page.open == []
    assert all("scope" in header for header in page.all("th"))
    assert len(page.all("img")) == 4
    text = page.text.replace("\u00a0", " ")
    assert "change usual range mean error worst error" in text
    assert "shift 0 to 4 0.90 % 1.50 % at 4 blur 0 to 1.5 0.75 % 1.20 % at 1.5" in text
