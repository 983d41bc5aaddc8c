from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from inkdigits.arrays import Labels, Probabilities
from inkdigits.evaluation._statistics import Statistics
from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, RULE, drawing, percent_tick
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent
from inkdigits.evaluation.scores._selective import WANTED_ERROR, SureAnswers, risk_coverage

_COVERAGES = (1.0, 0.99, 0.98, 0.95, 0.9, 0.8)


def draw_selective_section(
    folder: Path, statistics: Statistics, probabilities: Probabilities, labels: Labels
) -> ReportFigure:
    """Draw `risk-coverage.png` into a folder, and put it together with its table for the report."""
    _, errors = risk_coverage(probabilities, labels)
    rows = [
        (f"{100 * share:.0f} %", percent(errors[max(1, round(share * len(errors))) - 1], 3))
        for share in _COVERAGES
    ]
    return ReportFigure(
        heading="Answering only what is sure",
        caption="The error that is left when the least confident digits are handed to a person: "
        "the farther left, the fewer are answered. The mean height of the curve (AURC) is "
        f"{percent(statistics.aurc, 4)}. {_sure_in_words(statistics.sure)}",
        alt=f"Error among the digits answered against their share: {rows[0][1]} of all, "
        f"{rows[3][1]} of the surest 95 %.",
        path=draw_risk_coverage(
            probabilities, labels, statistics.sure, folder / "risk-coverage.png"
        ),
        table=ReportTable(("answered", "error among them"), tuple(rows)),
    )


def _sure_in_words(sure: SureAnswers | None) -> str:
    if sure is None:
        return "No confidence is so sure that at most 1 in 1,000 of its answers is wrong."
    return (
        f"From a confidence of {percent(sure.confidence)} on at most 1 in 1,000 should be wrong, "
        f"chosen on {sure.chosen_on}: {percent(sure.coverage)} of the digits have it, and "
        f"{sure.errors:,} of these {sure.answered:,} are wrong; 95 % sure, it is less than "
        f"{percent(sure.upper95, 3)}."
    )


def draw_risk_coverage(
    probabilities: Probabilities, labels: Labels, sure: SureAnswers | None, target: Path
) -> Path:
    """Draw the error among the digits answered against their share.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8; N at least 1.
        sure: a confidence to mark on the curve; None marks none.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    coverage, errors = risk_coverage(probabilities, labels)
    start = _start(errors)
    shown = coverage >= start
    with drawing(target, height=3.2) as figure:
        axes = figure.add_subplot()
        axes.plot(coverage[shown], errors[shown], color=BLUE)
        axes.axhline(WANTED_ERROR, color=MUTED, linewidth=1.2, linestyle="--", zorder=1)
        top = max(float(errors[shown].max(initial=0.0)), 2 * WANTED_ERROR) * 1.12
        axes.annotate(
            "1 in 1,000",
            (start, WANTED_ERROR),
            xytext=(3, 3),
            textcoords="offset points",
            fontsize=9,
            color=MUTED,
        )
        if sure is not None and sure.answered and sure.coverage >= start:
            _mark(axes, sure, float(errors[sure.answered - 1]))
        axes.set(xlim=(start, 1), ylim=(0, top), xlabel="share of the digits answered")
        axes.set_title("Error among the digits answered")
        axes.xaxis.set_major_formatter(percent_tick)
        axes.yaxis.set_major_formatter(percent_tick)
        axes.set_xticks(np.linspace(start, 1, 6))
        axes.grid(axis="y", color=RULE)
    return target


def _start(errors: npt.NDArray[np.float64]) -> float:
    """Where the picture begins: as late as leaves out nothing but the nearly faultless answers."""
    for share in (0.95, 0.9, 0.8):
        if errors[max(1, round(share * len(errors))) - 1] <= 0.1 * errors[-1]:
            return share
    return 0.5


def _mark(axes: Axes, sure: SureAnswers, error: float) -> None:
    axes.plot(sure.coverage, error, "o", color=ORANGE, markersize=7, clip_on=False)
    axes.annotate(
        f"confidence from {percent(sure.confidence)}",
        (sure.coverage, error),
        xytext=(-8, 9),
        textcoords="offset points",
        ha="right",
        fontsize=9,
        color=ORANGE,
    )
