from pathlib import Path

from matplotlib.ticker import NullLocator

from inkdigits.evaluation.pictures._style import BLUE, RULE, SKY, TEXT, drawing
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent
from inkdigits.evaluation.scores._by_writer import WriterScores

_MOST_BARS = 12


def draw_writers_section(folder: Path, scores: WriterScores) -> ReportFigure:
    """Draw `writers.png` into a folder, and put it together with its table for the report."""
    rows = [
        (f"#{writer}", f"{n}", f"{errors}", percent(errors / n, 1))
        for writer, n, errors in scores.worst
    ]
    share = percent(scores.faultless / scores.writers, 1)
    return ReportFigure(
        heading="Who wrote the mistakes",
        caption=f"Of {scores.writers:,} writers {scores.faultless:,} have every digit recognised "
        f"({share}). The numbers of the writers are those of NIST's Special Database 19; from "
        "2100 on they are high-school pupils, below census staff."
        + (" The table has those with the most mistakes." if rows else ""),
        alt=f"Bars: how many writers have 0, 1, 2 and more errors; {share} have none.",
        path=draw_writers(scores, folder / "writers.png"),
        table=ReportTable(("writer", "digits", "errors", "error"), tuple(rows)) if rows else None,
    )


def draw_writers(scores: WriterScores, target: Path) -> Path:
    """Draw how many writers have 0, 1, 2, ... errors; the last bar holds all that have more.

    Args:
        scores: from `by_writer`.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    counts = list(scores.writers_with)
    names = [str(errors) for errors in range(len(counts))]
    if len(counts) > _MOST_BARS:
        last = _MOST_BARS - 1
        counts = [*counts[:last], sum(counts[last:])]
        names = [*names[:last], f"{last}+"]
    with drawing(target, height=2.9) as figure:
        axes = figure.add_subplot()
        bars = axes.bar(names, counts, width=0.7, color=[BLUE, *[SKY] * (len(counts) - 1)])
        axes.bar_label(bars, [f"{n:,}" if n else "" for n in counts], fontsize=9, color=TEXT)
        # Logarithmic, or those without an error would hide all others.
        axes.set(yscale="log", ylim=(0.7, 2.2 * max(counts)), xlabel="errors", ylabel="writers")
        axes.set_title("Errors of each writer")
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.grid(axis="y", color=RULE)
        axes.tick_params(axis="x", length=0)
    return target
