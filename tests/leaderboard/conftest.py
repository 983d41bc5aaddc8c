from pathlib import Path

import pytest

from inkdigits.data import Dataset, Split
from inkdigits.leaderboard import Board, Measured, make_board, measure
from inkdigits.leaderboard.rows import ROWS, Row
from inkdigits.training._progress import Silent


@pytest.fixture(scope="session")
def few(uci: Split) -> Split:
    """400 real digits to train on, 200 to ask."""
    assert uci.train.labels is not None
    assert uci.test is not None
    assert uci.test.labels is not None
    known = Dataset(uci.train.images[:400], uci.train.labels[:400], "known", "a test")
    asked = Dataset(uci.test.images[:200], uci.test.labels[:200], "asked", "a test")
    return Split(known, asked)


@pytest.fixture(scope="session")
def row() -> Row:
    """A row that is run in no time."""
    return Row("knn", "k-NN", "deskewing", 3.5, "somebody", "knn", {"deskew": True, "k": 1})


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `measured` was measured."""
    return tmp_path_factory.mktemp("leaderboard")


@pytest.fixture(scope="session")
def measured(row: Row, few: Split, folder: Path) -> Measured:
    """What the row reached; tests must not change it."""
    return measure(row, few, folder, 0, Silent())


@pytest.fixture
def board(row: Row, measured: Measured) -> Board:
    """One row that was run, and the table's first two, which were not."""
    return make_board([row, *ROWS[:2]], {row.key: measured})
