from pathlib import Path

from inkdigits.evaluation.figures import ReportFigure
from inkdigits.files import write_json
from inkdigits.sweep._page import write_page
from inkdigits.sweep._results import Results
from inkdigits.sweep.pictures import draw_cost, draw_importance, draw_parallel


def write_results(results: Results) -> Path:
    """Write `results.json`, the pictures and `report.html` into the sweep's folder.

    Args:
        results: of the sweep.

    Returns:
        Path of the page, which needs no other file; its links lead to the runs beside it.
    """
    folder = results.sweep.folder
    write_json(folder / "results.json", results.to_json())
    figures = [_parallel(results, folder), _importance(results, folder), _cost(results, folder)]
    return write_page(folder / "report.html", results, figures)


def _parallel(results: Results, folder: Path) -> ReportFigure:
    return ReportFigure(
        heading="What was tried, and what came of it",
        caption="Each line is a trial. Follow one from left to right: the settings it tried, and "
        "the share of the held-out digits that it read right, on a scale of odds.",
        alt="Parallel coordinates of all trials; the table has the same in numbers.",
        path=draw_parallel(results, folder / "parallel.png"),
    )


def _importance(results: Results, folder: Path) -> ReportFigure:
    heading = "What mattered"
    if not results.importance:
        return ReportFigure(
            heading=heading,
            caption="Too few trials ran to their end, or all came to the same, to tell the "
            "settings' importance.",
        )
    shares = ", ".join(f"{name} {100 * share:.0f} %" for name, share in results.importance.items())
    return ReportFigure(
        heading=heading,
        caption="The share of the difference between trials that each setting explains, by itself "
        "or with others, by a functional analysis of variance. Trials that were given up are not "
        "among them, and of few trials it says little.",
        alt=f"Bars: {shares}.",
        path=draw_importance(results.importance, folder / "importance.png"),
    )


def _cost(results: Results, folder: Path) -> ReportFigure:
    return ReportFigure(
        heading="Accuracy against time",
        caption="Up is better, left is cheaper. A trial that was given up stands where it was "
        "then. Other seeds hold out other digits.",
        alt="Scatter plot of validation accuracy against seconds of training.",
        path=draw_cost(results, folder / "cost.png"),
    )
