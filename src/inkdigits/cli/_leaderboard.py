from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._output import JsonOption, print_json, quiet_stdout, say
from inkdigits.cli._processes import (
    AddressOption,
    EngineOption,
    choose_engine,
    require_together,
)
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.data import Split
    from inkdigits.engines import Engine
    from inkdigits.leaderboard import Board, Measured
    from inkdigits.leaderboard.rows import Row


def leaderboard(
    quick: Annotated[
        bool, typer.Option("--quick", help="Ten rows, one of each kind: minutes.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Every row that this zoo has: hours.")
    ] = False,
    only: Annotated[
        str | None, typer.Option(help="Some families or models, such as svm,knn or lenet-5.")
    ] = None,
    data: Annotated[str, typer.Option(help="What 'train' takes; its test part is read once.")] = (
        "mnist"
    ),
    seed: Annotated[int, typer.Option(help="Of every row's training.")] = 0,
    out: Annotated[
        Path, typer.Option(help="Where rows are kept: what lies there is not run again.")
    ] = Path("leaderboard"),
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Rows that are run side by side. [default: one by one]"),
    ] = None,
    engine: EngineOption = "local",
    address: AddressOption = None,
    json_: JsonOption = False,
) -> None:
    """Run the rows of MNIST's results table, and write them as a page, a table and a picture.

    Example: inkdigits leaderboard --quick
    """
    if sum((quick, all_, only is not None)) != 1:
        raise InputError("wanted one of --quick, --all and --only FAMILIES, such as --only svm,knn")
    require_together(engine, address, workers, "--workers")
    from inkdigits.data import load_dataset
    from inkdigits.leaderboard import choose_rows, make_board, write_board

    rows = choose_rows([word.strip() for word in only.split(",")] if only else [], quick)
    apart = None
    if workers is not None or engine != "local":
        apart = Apart(choose_engine(engine, address, workers), data)
    found = _run(rows, load_dataset(data), out, seed, apart)
    if not found:
        raise WorkError("no row has a result, for the reasons above")
    board = make_board(rows, found)
    page = write_board(out, board)
    if json_:
        print_json(board.to_json())
    else:
        _print_board(board)
        say(f"page: {page}")
    if len(found) < len(rows):
        raise WorkError(f"{len(rows) - len(found)} of {len(rows)} rows have no result, see above")


def _run(
    rows: "tuple[Row, ...]", split: "Split", out: Path, seed: int, apart: "Apart | None"
) -> "dict[str, Measured]":
    """Run what was not run yet, and say how it goes."""
    from inkdigits.leaderboard import load_measured

    found = {row.key: load_measured(row, split, out, seed) for row in rows}
    left = [row for row in rows if found[row.key] is None]
    if len(left) < len(rows):
        say(f"{len(rows) - len(left)} of {len(rows)} rows were run before")
    run = _one_by_one(left, split, out, seed) if apart is None else apart.run(left, out, seed)
    try:
        with quiet_stdout():
            found.update((row.key, measured) for row, measured in run)
    except KeyboardInterrupt:
        raise WorkError(
            f"stopped; the rows that are done lie in {out}: the same command goes on from there"
        ) from None
    return {key: measured for key, measured in found.items() if measured is not None}


def _one_by_one(
    left: "list[Row]", split: "Split", out: Path, seed: int
) -> "Iterator[tuple[Row, Measured]]":
    from inkdigits.cli._training_bar import TrainingBar
    from inkdigits.leaderboard import load_measured, measure

    spent = 0.0
    for number, row in enumerate(left, 1):
        say(f"row {number} of {len(left)}{_time_left(spent, number - 1, left)}: {row.method}")
        try:
            with TrainingBar() as bar:
                measured = load_measured(row, split, out, seed) or measure(
                    row, split, out, seed, bar
                )
        except WorkError as problem:
            _say_why(problem)
            continue
        spent += measured.row_seconds
        yield row, measured


@dataclass(frozen=True)
class Apart:
    """Runs rows side by side, each in a process of its own.

    Attributes:
        engine: whose processes.
        data: what they are trained on and measured by.
    """

    engine: "Engine"
    data: str

    def run(self, left: "list[Row]", out: Path, seed: int) -> "Iterator[tuple[Row, Measured]]":
        """Rows as they are done, with what they reached."""
        from inkdigits.leaderboard import MeasureApart

        answers = self.engine.map(MeasureApart(self.data, out, seed), left)
        for number, (row, measured) in enumerate(answers, 1):
            say(f"row {number} of {len(left)} is done: {row.method}")
            if isinstance(measured, WorkError):
                _say_why(measured)
            else:
                yield row, measured


def _say_why(problem: WorkError) -> None:
    say(f"this row has no result, the others go on: {problem}")


def _time_left(spent: float, done: int, left: "list[Row]") -> str:
    """In words, if the rows to come take as long as those that are done did on average."""
    if not done:
        return ""
    return f", about {max(1, round(spent / done * (len(left) - done) / 60))} min left"


def _print_board(board: "Board") -> None:
    print(f"{'published':>9}  {'here':>6}  {'interval':>11}  method")
    for line in board.run:
        assert line.measured is not None
        low, high = (100 * share for share in line.measured.error_ci95)
        published = "–" if line.row.published is None else f"{line.row.published:.2f}"
        name = line.row.method
        if line.row.preprocessing != "none":
            name += f" ({line.row.preprocessing})"
        print(f"{published:>9}  {100 * line.measured.error:6.2f}  {low:5.2f}–{high:5.2f}  {name}")
    print(
        f"\nerrors in per cent of {board.run[0].measured.n if board.run[0].measured else 0:,} "
        f"digits; {len(board.reproduced)} of {len(board.published)} rows with a published error "
        "are within 15 % of it, or better"
    )
