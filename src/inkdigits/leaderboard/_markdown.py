"""The leaderboard as a Markdown table, for README and docs."""

from inkdigits.leaderboard._board import Board, Line
from inkdigits.leaderboard._words import bytes_in_words, seconds_in_words

_HEAD = (
    "| method | preprocessing | published | here | 95 % interval | training | a digit | file |",
    "|---|---|---:|---:|---:|---:|---:|---:|",
)


def markdown_table(board: Board) -> list[str]:
    """Lines of a table of what was run, in the board's own order; errors in per cent."""
    return [*_HEAD, *(_row(line) for line in board.lines if line.measured is not None)]


def _row(line: Line) -> str:
    row, measured = line.row, line.measured
    assert measured is not None
    low, high = (100 * share for share in measured.error_ci95)
    published = "–" if row.published is None else f"{row.published:g}"
    error = f"{100 * measured.error:.2f}"
    cells = (
        row.method,
        "" if row.preprocessing == "none" else row.preprocessing,
        published,
        f"**{error}**" if line.reproduced else error,
        f"{low:.2f}–{high:.2f}",
        seconds_in_words(measured.train_seconds),
        f"{measured.predict_ms:.2g} ms",
        bytes_in_words(measured.bytes),
    )
    return f"| {' | '.join(cells)} |"
