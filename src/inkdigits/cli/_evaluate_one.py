from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkdigits.cli._evaluate_non_digits import measure_non_digits, rejection_in_words
from inkdigits.cli._evaluate_shifts import measure_shifts, shifts_in_words
from inkdigits.cli._evaluate_statistics import measure_own_statistics, statistics_in_words
from inkdigits.cli._output import percent

if TYPE_CHECKING:
    from inkdigits.arrays import Probabilities
    from inkdigits.data import Dataset
    from inkdigits.evaluation import Evaluation, Rejection, ShiftCurves, Statistics
    from inkdigits.evaluation.figures import ReportFigure
    from inkdigits.recognizer import Recognizer


@dataclass(frozen=True)
class Measured:
    """What was measured of one recognizer; None where it was not asked for."""

    recognizer: "Recognizer"
    probabilities: "Probabilities"
    evaluation: "Evaluation"
    statistics: "Statistics"
    curves: "ShiftCurves | None"
    rejection: "Rejection | None"

    def to_json(self) -> dict[str, Any]:
        """The evaluation, and beside it all else."""
        document = {**self.evaluation.to_json(), "statistics": self.statistics.to_json()}
        if self.curves:
            document["shifts"] = self.curves.to_json()
        if self.rejection:
            document["non_digits"] = self.rejection.to_json()
        return document


def measure_one(
    recognizer: "Recognizer", dataset: "Dataset", shifts: bool, non_digits: bool
) -> Measured:
    """Measure a recognizer on labelled digits."""
    from inkdigits.evaluation import evaluate, require_labels

    labels = require_labels(dataset)
    probabilities = recognizer.predict_proba(dataset.images)
    return Measured(
        recognizer=recognizer,
        probabilities=probabilities,
        evaluation=evaluate(probabilities, labels, recognizer.card.name, dataset.name),
        statistics=measure_own_statistics(recognizer, dataset, probabilities),
        curves=measure_shifts(recognizer, dataset) if shifts else None,
        rejection=measure_non_digits(recognizer, dataset) if non_digits else None,
    )


def in_words(measured: Measured) -> str:
    """All that was measured, for a person."""
    words = [
        _evaluation_in_words(measured.evaluation),
        statistics_in_words(measured.evaluation, measured.statistics),
    ]
    if measured.curves:
        words.append(shifts_in_words(measured.curves))
    if measured.rejection:
        words.append(rejection_in_words(measured.rejection))
    return "\n\n".join(words)


def write_one(out: Path, measured: Measured, dataset: "Dataset") -> Path:
    """Write metrics, figures and report into a folder; the report's path."""
    from inkdigits.evaluation.figures import write_evaluation
    from inkdigits.files import write_json

    write_json(out / "metrics.json", measured.to_json())
    return write_evaluation(
        out,
        measured.evaluation,
        measured.probabilities,
        dataset,
        statistics=measured.statistics,
        recipe=measured.recognizer.card.recipe,
        environment=describe_file(measured.recognizer),
        more=_sections(out / "figures", measured),
    )


def _sections(folder: Path, measured: Measured) -> "list[ReportFigure]":
    from inkdigits.evaluation.figures import draw_rejection_section, draw_shift_section

    curves, rejection = measured.curves, measured.rejection
    sections = [draw_shift_section(folder, curves)] if curves else []
    return sections + ([draw_rejection_section(folder, rejection)] if rejection else [])


def _evaluation_in_words(evaluation: "Evaluation") -> str:
    low, high = evaluation.ci95
    lines = [
        f"{evaluation.model} on {evaluation.data}: {percent(evaluation.accuracy)} right "
        f"(95 % interval {percent(low)} to {percent(high)}), "
        f"{evaluation.errors:,} errors in {evaluation.n:,} digits",
        f"loss {evaluation.loss:.4f}, calibration error {percent(evaluation.ece)}, "
        f"right within two guesses {percent(evaluation.top2_accuracy)}",
        "",
        "digit  precision    recall        F1   images",
    ]
    for digit, scores in enumerate(evaluation.per_class):
        shares = (scores.precision, scores.recall, scores.f1)
        columns = "  ".join(f"{percent(share):>8}" for share in shares)
        lines.append(f"{digit:5}   {columns}  {scores.support:7,}")
    pairs = evaluation.most_confused()
    if pairs:
        lines += ["", "most often confused"]
        lines += [f"{digit:5} taken for {answer}  {count:,}×" for digit, answer, count in pairs]
    return "\n".join(lines)


def describe_file(recognizer: "Recognizer") -> dict[str, Any]:
    """Where a recognizer comes from, and what runs it here."""
    import platform

    import onnxruntime

    card = recognizer.card
    return {
        "file": str(recognizer.path),
        "written_by": f"inkdigits {card.package_version}",
        "training_data": card.training_data,
        "onnxruntime": onnxruntime.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
