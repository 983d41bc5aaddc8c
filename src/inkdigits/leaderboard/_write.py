from pathlib import Path

from inkdigits.files import write_json, write_text
from inkdigits.leaderboard._board import Board
from inkdigits.leaderboard._figure import draw_costs
from inkdigits.leaderboard._markdown import markdown_table
from inkdigits.leaderboard._page import write_page


def write_board(folder: Path, board: Board) -> Path:
    """Write `leaderboard.json`, `.md`, `.png` and `.html` into a folder; the page's path.

    Args:
        folder: where the rows were measured, so that the page's links lead to their reports.
        board: at least one of its rows was run.
    """
    write_json(folder / "leaderboard.json", board.to_json())
    write_text(folder / "leaderboard.md", "\n".join(markdown_table(board)) + "\n")
    picture = draw_costs(board, folder / "leaderboard.png")
    return write_page(folder / "leaderboard.html", board, picture)
