"""The leaderboard as one HTML page, sorted by a click and filtered by a word."""

from pathlib import Path

from inkdigits import __version__
from inkdigits.evaluation.figures import ReportFigure
from inkdigits.evaluation.report._templates import page_templates
from inkdigits.files import write_text
from inkdigits.leaderboard._board import WITHIN, Board
from inkdigits.leaderboard._words import bytes_in_words, seconds_in_words


def write_page(target: Path, board: Board, picture: Path) -> Path:
    """Write the page, with its picture in it; the reports of the runs lie beside it.

    Args:
        target: the HTML file.
        board: what to show.
        picture: what `draw_costs` drew.
    """
    environment = page_templates("inkdigits.leaderboard")
    environment.filters["seconds"] = seconds_in_words
    environment.filters["bytes"] = bytes_in_words
    figure = ReportFigure(
        heading="Error against time",
        caption="Each point is a row that was run: the time that one digit takes, and the share of "
        "test digits that it takes for another. Down and to the left is better; both scales are "
        "logarithmic. The names are of those that nothing beats in both.",
        alt="Scatter plot of test error against milliseconds for a digit; the table has the same.",
        path=picture,
    )
    page = environment.get_template("leaderboard.html.j2")
    text = page.render(board=board, figure=figure, within=round(100 * WITHIN), version=__version__)
    write_text(target, text)
    return target
