import numpy as np
import numpy.typing as npt

from inkdigits.errors import InputError

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def assign(scores: Floats) -> Indices:
    """Give each page an id and each id to one page at most, so that the scores add up to the most.

    Takes O(n^3), n being the greater of the two numbers.

    Args:
        scores: (pages, ids) float64, finite; for example the log-weights of `score_ids`.

    Returns:
        (pages,) int64, the index of each page's id; -1 for pages that got none because there are
        more pages than ids.

    Raises:
        InputError: `scores` is not two-dimensional or not finite.
    """
    scores = np.asarray(scores, np.float64)
    if scores.ndim != 2 or not np.isfinite(scores).all():
        raise InputError(
            f"got scores of shape {scores.shape}, wanted finite ones of shape (pages, ids); leave "
            "out pages that have no reading at all"
        )
    pages, ids = scores.shape
    if pages <= ids:
        return _cheapest(-scores)
    found = np.full(pages, -1)
    found[_cheapest(-scores.T)] = np.arange(ids)
    return found


def _cheapest(cost: Floats) -> Indices:
    """(R, C) costs, R <= C -> (R,) the column of each row, all different, least in sum.

    Rows come in one by one; each takes the shortest augmenting path to a free column, by
    Dijkstra's algorithm on costs that the dual variables keep from being negative.

    Source: D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions
    on Aerospace and Electronic Systems 52 (2016), after R. Jonker and A. Volgenant (1987).
    """
    rows, columns = cost.shape
    row_dual, column_dual = np.zeros(rows), np.zeros(columns)
    row_of, column_of = np.full(columns, -1), np.full(rows, -1)
    for row in range(rows):
        shortest, before = np.full(columns, np.inf), np.full(columns, -1)
        done = np.zeros(columns, bool)
        at, length = row, 0.0
        while at >= 0:
            reduced = length + cost[at] - row_dual[at] - column_dual
            closer = ~done & (reduced < shortest)
            shortest[closer], before[closer] = reduced[closer], at
            column = int(np.where(done, np.inf, shortest).argmin())
            length, at = float(shortest[column]), int(row_of[column])
            done[column] = True
        on_the_way = done & (row_of >= 0)
        row_dual[row] += length
        row_dual[row_of[on_the_way]] += length - shortest[on_the_way]
        column_dual[done] -= length - shortest[done]
        while at != row:
            at = int(before[column])
            row_of[column] = at
            column, column_of[at] = int(column_of[at]), column
    return column_of
