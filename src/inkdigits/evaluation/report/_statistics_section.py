"""What the report says of how far its figures can be trusted."""

from pathlib import Path

from inkdigits.arrays import Labels, Probabilities
from inkdigits.evaluation._evaluation import Evaluation
from inkdigits.evaluation._statistics import Statistics
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent
from inkdigits.evaluation.report._selective_section import draw_selective_section
from inkdigits.evaluation.report._statistics_rows import accuracy_rows
from inkdigits.evaluation.report._writers_section import draw_writers_section
from inkdigits.evaluation.scores._temperature_effect import TemperatureEffect


def draw_statistics_sections(
    folder: Path,
    evaluation: Evaluation,
    statistics: Statistics,
    probabilities: Probabilities,
    labels: Labels,
) -> list[ReportFigure]:
    """Draw the pictures into a folder, and put them together with their tables for the report."""
    sections = [
        _accuracy_section(evaluation, statistics),
        draw_selective_section(folder, statistics, probabilities, labels),
    ]
    if statistics.writers is not None:
        sections.insert(1, draw_writers_section(folder, statistics.writers))
    return sections


def _accuracy_section(evaluation: Evaluation, statistics: Statistics) -> ReportFigure:
    rows = [
        (
            name.removeprefix("all digits, "),
            percent(part.accuracy),
            f"{100 * low:.2f} to {percent(high)}",
        )
        for name, part, (low, high) in accuracy_rows(evaluation, statistics)
    ]
    return ReportFigure(
        heading="How sure the accuracy is",
        caption="Intervals that hold the accuracy on all such digits 95 times in 100; the first "
        f"are of all {evaluation.n:,}."
        + (
            " The interval from drawing whole writers is the one to rely on for people the model "
            "has not met: it is wider where errors gather with few of them."
            * (statistics.writers95 is not None)
        )
        + (
            " Of 15 labels most people say something else; without them the model is neither "
            "blamed nor praised for those." * (statistics.undisputed is not None)
        ),
        table=ReportTable(("", "accuracy", "95 % interval"), tuple(rows)),
    )


def temperature_table(effect: TemperatureEffect) -> ReportTable:
    """Calibration before and after temperature scaling."""
    rows = [
        (name, percent(scores.ece), f"{scores.loss:.4f}", f"{scores.brier:.5f}")
        for name, scores in (("before", effect.before), ("after", effect.after))
    ]
    return ReportTable(("temperature scaling", "ECE", "loss", "Brier"), tuple(rows))


def temperature_in_words(effect: TemperatureEffect) -> str:
    """A sentence on the table."""
    done = "are divided" if effect.in_file else "are not divided, but could be,"
    return (
        f"The net's logits {done} by {effect.temperature:.3f}, which was chosen on "
        f"{effect.fitted_on}; the table has what that changes here."
    )
