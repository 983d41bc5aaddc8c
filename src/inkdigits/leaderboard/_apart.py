from pathlib import Path

from inkdigits.data import load_dataset
from inkdigits.errors import WorkError
from inkdigits.leaderboard._measure import Measured, load_measured, measure
from inkdigits.leaderboard.rows import Row
from inkdigits.training import keep_to_own_cores


class MeasureApart:
    """Measures rows in a process of its own, for an engine to run several of them side by side.

    Rows that share the cores train slower than alone: their times are to be taken so.

    Args:
        data: what `load_dataset` takes.
        folder: the leaderboard's.
        seed: of every row.
    """

    def __init__(self, data: str, folder: Path, seed: int) -> None:
        self._data, self._folder, self._seed = data, folder.resolve(), seed

    def __call__(self, row: Row) -> Measured | WorkError:
        """What a row reached, or why it has no result: that ends no other row."""
        keep_to_own_cores()
        split = load_dataset(self._data)
        found = load_measured(row, split, self._folder, self._seed)
        if found is not None:
            return found
        try:
            return measure(row, split, self._folder, self._seed)
        except WorkError as problem:
            return problem
