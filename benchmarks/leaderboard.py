"""Write what `inkdigits leaderboard` measured on MNIST into docs/leaderboard.md.

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
from inkdigits.leaderboard import Board, choose_rows, load_measured, make_board, write_board

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "leaderboard.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="what 'inkdigits leaderboard --out' was given")
    folder = parser.parse_args().folder
    rows, split = choose_rows(), load_dataset("mnist")
    found = {row.key: load_measured(row, split, folder, seed=0) for row in rows}
    measured = {key: one for key, one in found.items() if one is not None}
    board = make_board([row for row in rows if row.key in measured], measured)
    write_json(
        ROOT / "benchmarks" / "results" / "leaderboard.json",
        {key: asdict(one) for key, one in measured.items()},
    )
    with tempfile.TemporaryDirectory() as made:
        write_board(Path(made), board)
        table = (Path(made) / "leaderboard.md").read_text("utf-8").splitlines()
        shutil.copy(Path(made) / "leaderboard.png", ROOT / "docs" / "images" / "leaderboard.png")
    write_section(PAGE, "table", [*summary(board), "", *table])


def summary(board: Board) -> list[str]:
    """What the table comes to."""
    machine = next(line.measured.machine for line in board.run if line.measured)
    return [
        f"{len(board.published)} of the 69 rows were run on {machine}; {len(board.reproduced)} are "
        "within 15 % of the published",
        "error, or better (bold). Errors in per cent of MNIST's 10,000 test digits.",
    ]


if __name__ == "__main__":
    main()
