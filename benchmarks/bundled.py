"""What the bundled recognizer can do: accuracy, shifted digits, non-digits, other people's digits.

Beside it `convnet`, which is as accurate on MNIST but has seen nothing else; it is trained anew
(seconds). Writes the tables of docs/default.md and its two pictures.

    python benchmarks/bundled.py
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from section import write_section

from inkdigits import training
from inkdigits.data import Dataset, load_dataset
from inkdigits.data.non_digits import HELD_OUT_KINDS, non_digits
from inkdigits.evaluation import (
    Rejection,
    ShiftCurves,
    evaluate_recognizer,
    evaluate_rejection,
    evaluate_shifts,
    rejection,
)
from inkdigits.evaluation.figures import draw_rejection, draw_shift_curves
from inkdigits.recognizer import Recognizer, load_recognizer

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "default.md"
NON_DIGITS = 11_000


def main() -> None:
    split, others = load_dataset("mnist"), load_dataset("uci-digits")
    assert split.test is not None
    with tempfile.TemporaryDirectory() as folder:
        plain = training.train("convnet", split, out=folder).recognizer()
    bundled = load_recognizer()
    both = (bundled, plain)
    write_table("accuracy", accuracy_table(both, (split.test, others.train, others.evaluation)))
    curves = [evaluate_shifts(recognizer, split.test) for recognizer in both]
    write_table("shifts", shift_table(curves))
    draw_shift_curves(curves, DOCS / "images" / "shifts.png")
    write_table("non-digits", rejection_table(bundled, split.test))


def accuracy_table(recognizers: Sequence[Recognizer], parts: Sequence[Dataset]) -> list[str]:
    lines = ["| | digits | right | 95 % interval | calibration error |", "|---|---|---:|---|---:|"]
    for recognizer in recognizers:
        for part in parts:
            found = evaluate_recognizer(recognizer, part)
            low, high = found.ci95
            lines.append(
                f"| `{recognizer.card.name}` | {part.name}, {found.n:,} | {found.accuracy:.2%} "
                f"| {low:.2%} to {high:.2%} | {found.ece:.2%} |"
            )
    return lines


def shift_table(measured: Sequence[ShiftCurves]) -> list[str]:
    """Mean and worst error over each shift's usual range."""
    names = [f"`{curves.model}`: mean | worst" for curves in measured]
    lines = [f"| shift | range | {' | '.join(names)} |", f"|---|---|{'---:|---:|' * len(measured)}"]
    for name, curve in measured[0].curves.items():
        low, high = curve.shift.usual
        cells = [f"{name} ({curve.shift.unit})", f"{low:g} to {high:g}"]
        for curves in measured:
            worst = curves[name].worst()
            cells += [
                f"{curves[name].mean_error():.2%}",
                f"{worst.error:.2%} at {worst.severity:g}",
            ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def rejection_table(recognizer: Recognizer, digits: Dataset) -> list[str]:
    assert digits.labels is not None
    drawn = non_digits(digits.images, digits.labels, NON_DIGITS, seed=0, part="test")
    at_card = evaluate_rejection(recognizer, digits, drawn)
    scores = recognizer.non_digit_score(digits.images)
    at_one = rejection(scores, recognizer.non_digit_score(drawn.images), drawn.kinds)
    draw_rejection(at_card, DOCS / "images" / "rejection.png")
    lines = ["| rejected | at the card's threshold | at 1 % of digits |", "|---|---:|---:|"]
    lines.append(row("true digits", at_card.digits.share, at_one.digits.share))
    lines.append(row("non-digits, all", at_card.non_digits.share, at_one.non_digits.share))
    for kind in at_card.kinds:
        name = f"{kind} (never shown in training)" if kind in HELD_OUT_KINDS else kind
        lines.append(row(name, share(at_card, kind), share(at_one, kind)))
    return [*lines, "", f"Area under the ROC curve: {at_card.auroc:.5f}."]


def share(found: Rejection, kind: str) -> float:
    return found.kinds[kind].share


def row(name: str, *shares: float) -> str:
    return f"| {name} | {' | '.join(f'{share:.2%}' for share in shares)} |"


def write_table(name: str, lines: list[str]) -> None:
    write_section(PAGE, name, lines)
    print("\n".join([f"{name}:", *lines, ""]))


if __name__ == "__main__":
    main()
