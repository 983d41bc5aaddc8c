"""Write what `inkdigits leaderboard` measured on MNIST into docs/leaderboard.md and the README.

    inkdigits leaderboard --all --out board    # hours; what is done is kept
    python benchmarks/leaderboard.py board

Rows whose recipe has changed since are left out: the first command runs them anew.
"""

import argparse
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from section import write_section

from inkdigits.data import load_dataset
from inkdigits.files import write_json
from inkdigits.leaderboard import (
    Board,
    choose_rows,
    load_measured,
    make_board,
    markdown_table,
    write_board,
)

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="what 'inkdigits leaderboard --out' was given")
    folder = parser.parse_args().folder
    rows, split = choose_rows(), load_dataset("mnist")
    found = {row.key: load_measured(row, split, folder, seed=0) for row in rows}
    measured = {key: one for key, one in found.items() if one is not None}
    board = make_board([row for row in rows if row.key in measured], measured)
    results = {key: asdict(one) for key, one in measured.items()}
    write_json(ROOT / "benchmarks" / "results" / "leaderboard.json", results)
    with tempfile.TemporaryDirectory() as made:
        write_board(Path(made), board)
        shutil.copy(Path(made) / "leaderboard.png", ROOT / "docs" / "images" / "leaderboard.png")
    write_section(
        ROOT / "docs" / "leaderboard.md", "table", [*summary(board), "", *markdown_table(board)]
    )
    quick = make_board(choose_rows(quick=True), measured)
    words = "Per cent of MNIST's test digits; bold: within 15 % of the published, or better."
    write_section(ROOT / "README.md", "quick rows", [words, "", *markdown_table(quick)])


def summary(board: Board) -> list[str]:
    """What the table comes to."""
    machine = next(line.measured.machine for line in board.run if line.measured)
    return [
        f"{len(board.published)} of the 69 rows were run, on {machine}; {len(board.reproduced)} of "
        "them are within 15 % of the published",
        "error, or better (bold). Errors in per cent of MNIST's 10,000 test digits.",
    ]


if __name__ == "__main__":
    main()
