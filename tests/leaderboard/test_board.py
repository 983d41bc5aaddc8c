import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from inkdigits.leaderboard import Board, Line, Measured, make_board, write_board
from inkdigits.leaderboard._figure import best_lines
from inkdigits.leaderboard._markdown import markdown_table
from inkdigits.leaderboard.rows import ROWS, Row

pytestmark = pytest.mark.train


def with_errors(measured: Measured, errors: int, predict_ms: float = 1.0) -> Measured:
    share = 1 - errors / 10_000
    return replace(
        measured,
        n=10_000,
        errors=errors,
        accuracy=share,
        ci95=(share - 0.002, share + 0.002),
        predict_ms=predict_ms,
    )


@pytest.mark.parametrize(
    ("errors", "reproduced", "differs"),
    [(100, True, "better"), (350, True, "same"), (402, True, "worse"), (403, False, "worse")],
)
def test_fifteen_per_cent_above_the_published_error_is_reproduced(
    row: Row, measured: Measured, errors: int, reproduced: bool, differs: str
) -> None:
    line = Line(row, with_errors(measured, errors))  # published: 3.5 %
    assert line.reproduced is reproduced
    assert line.differs == differs


def test_what_was_not_run_or_not_published_says_neither(row: Row, measured: Measured) -> None:
    assert Line(row, None).reproduced is None
    assert Line(replace(row, published=None), measured).reproduced is None
    assert Line(row, None).differs == ""


def test_the_document_counts_and_lists(board: Board, measured: Measured) -> None:
    document = board.to_json()
    assert (document["published_rows"], document["run"]) == (69, 1)
    first, second, _ = document["rows"]
    assert first["model"] == "knn"
    assert first["published_error"] == 3.5
    assert first["error"] == pytest.approx(measured.errors / 2)
    assert second["published_error"] == 12.0
    assert "error" not in second


def test_what_nothing_beats_in_error_and_time_is_named(row: Row, measured: Measured) -> None:
    points = {"slow-good": (50, 9.0), "fast-bad": (900, 0.1), "beaten": (950, 0.2), "mid": (100, 1)}
    rows = [replace(row, method=name) for name in points]
    found = {r.key: with_errors(measured, *points[r.method]) for r in rows}
    names = [line.row.method for line in best_lines(make_board(rows, found))]
    assert names == ["fast-bad", "mid", "slow-good"]


def test_the_table_has_a_line_for_each_row_that_was_run(board: Board, measured: Measured) -> None:
    lines = markdown_table(board)
    assert len(lines) == 3
    assert lines[2].startswith("| k-NN | deskewing | 3.5 | ")
    assert f"{100 * measured.error:.2f}" in lines[2]


def test_the_page_links_reports_and_holds_all_it_needs(board: Board, tmp_path: Path) -> None:
    evil = Line(replace(ROWS[0], method="<script>alert(1)</script>"), None)
    page = write_board(tmp_path, Board((*board.lines, evil)))
    text = page.read_text(encoding="utf-8")
    measured = board.lines[0].measured
    assert measured is not None
    assert f'<a href="{measured.report}">k-NN</a>' in text
    assert "<script>alert" not in text
    assert not re.search(r'(src|href)="(?:https?:)?//', text)
    assert text.count("<tr class") == 4
    assert (tmp_path / "leaderboard.json").is_file()
    assert (tmp_path / "leaderboard.md").is_file()
    with Image.open(tmp_path / "leaderboard.png") as picture:
        assert picture.size[0] > 1000
