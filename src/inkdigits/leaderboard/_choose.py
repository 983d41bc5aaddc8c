from collections.abc import Sequence

from inkdigits.errors import InputError
from inkdigits.leaderboard.rows import FAMILIES, ROWS, Row


def choose_rows(only: Sequence[str] = (), quick: bool = False) -> tuple[Row, ...]:
    """The rows that have a model, or some of them, in the table's order.

    Args:
        only: families, names of the zoo, or rows' keys; all rows where it is empty.
        quick: only the ten that `--quick` takes.

    Raises:
        InputError: a word names none of these.
    """
    rows = [row for row in ROWS if row.model]
    for word in only:
        if not any(_is_named(row, word) for row in rows):
            models = ", ".join(dict.fromkeys(row.model for row in rows))
            raise InputError(
                f"got --only {word}, wanted a family ({', '.join(FAMILIES)}) or a model ({models})"
            )
    return tuple(
        row
        for row in rows
        if (row.quick or not quick) and (not only or any(_is_named(row, word) for word in only))
    )


def _is_named(row: Row, word: str) -> bool:
    return word in (row.family, row.model, row.key)
