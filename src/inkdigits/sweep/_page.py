"""A sweep as one HTML page."""

from collections.abc import Sequence
from pathlib import Path

from inkdigits import __version__
from inkdigits.evaluation.figures import ReportFigure
from inkdigits.evaluation.report._templates import page_templates
from inkdigits.files import write_text
from inkdigits.sweep._results import Results
from inkdigits.sweep._vary import Choice, Dimension, in_words

_WORDS = {"complete": "ran to their end", "pruned": "were given up", "failed": "failed"}


def write_page(target: Path, results: Results, figures: Sequence[ReportFigure]) -> Path:
    """Write the page, with its pictures in it.

    Args:
        target: the HTML file, in the sweep's folder.
        results: what to show.
        figures: the first of them as wide as the page.
    """
    environment = page_templates("inkdigits.sweep")
    environment.filters["value"] = in_words
    environment.filters["tried"] = values_tried
    page = environment.get_template("sweep.html.j2")
    text = page.render(
        results=results,
        sweep=results.sweep,
        figures=figures,
        counts=counts_in_words(results),
        reports=_reports(results),
        version=__version__,
    )
    write_text(target, text)
    return target


def counts_in_words(results: Results) -> str:
    """How many trials ended in which way, such as "15 ran to their end, 9 were given up"."""
    return ", ".join(f"{n} {_WORDS[state]}" for state, n in results.counts.items() if n)


def values_tried(dimension: Dimension) -> str:
    """What a setting was to take, such as "3, 5, 7" or "0.1 to 0.5"."""
    if isinstance(dimension, Choice):
        return ", ".join(map(in_words, dimension.values))
    by = ", by factors" if dimension.log else ""
    return f"{dimension.low:g} to {dimension.high:g}{by}"


def _reports(results: Results) -> dict[str, str]:
    """Run to its report, both from the sweep's folder; what did not end has none."""
    outcomes = [trial.outcome for trial in results.trials]
    outcomes += results.winner.outcomes if results.winner else ()
    found = {run: f"{run}/report.html" for one in outcomes if (run := one.run)}
    folder = results.sweep.folder
    return {run: report for run, report in found.items() if (folder / report).is_file()}
