"""How well given numbers fit a line: their forward weights through its lattice."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkdigits.reading._lattice import Edge, Lattice

MISSED = math.log(1e-4)
"""Log-weight of a digit that has no ink of its own: a digit merged with its neighbour, or lost."""

INVENTED = math.log(1e-4)
"""Log-weight, besides that of its best readings, of ink that looks like a digit and is none.

One of each also bounds what a digit that was read wrong can count against a number."""


def score_ids(
    lattice: Lattice, ids: Sequence[str], missed: float = MISSED, invented: float = INVENTED
) -> npt.NDArray[np.float64]:
    """Say how well each id fits a line.

    Args:
        lattice: the line.
        ids: digits only, of any lengths.
        missed: log-weight of each digit of an id that has no ink; minus infinity where the lattice
            is to be believed.
        invented: log-weight of each piece of ink that is taken for no digit though the lattice
            says that it is one; minus infinity likewise.

    Returns:
        (ids,) float64: the natural logarithm of the weight of all paths that spell the id. Finite
        for every id where both penalties are, unless the lattice has no path of any weight.
    """
    found = np.full(len(ids), -np.inf)
    lengths = np.array([len(number) for number in ids], np.int64)
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        numbers = np.array([[int(digit) for digit in ids[row]] for row in rows.tolist()], np.int64)
        found[rows] = _spelled(lattice, numbers.reshape(len(rows), length), missed, invented)
    return found


def passing_weight(edge: Edge, invented: float) -> float:
    """The log-weight of taking an edge for no digit, even where the lattice says it is one."""
    if invented == -np.inf:
        return edge.skip
    digit = float(np.logaddexp.reduce(edge.scores, dtype=np.float64))
    return float(np.logaddexp(edge.skip, digit + invented))


def _spelled(
    lattice: Lattice, numbers: npt.NDArray[np.int64], missed: float, invented: float
) -> npt.NDArray[np.float64]:
    """(N, L) digits -> (N,) log-weights; table[node, n, p]: the first p digits lie before node."""
    count, length = numbers.shape
    table = np.full((lattice.nodes, count, length + 1), -np.inf)
    table[0, :, 0] = 0
    node = -1
    for edge in lattice.edges:
        while node < edge.start:
            node += 1
            _miss(table[node], missed)
        here, after = table[edge.start], table[edge.end]
        read = here[:, :-1] + edge.scores.astype(np.float64)[numbers]
        after[:, 1:] = np.logaddexp(after[:, 1:], read)
        np.logaddexp(after, here + passing_weight(edge, invented), out=after)
    _miss(table[-1], missed)
    result: npt.NDArray[np.float64] = table[-1, :, -1]
    return result


def _miss(table: npt.NDArray[np.float64], missed: float) -> None:
    """Let any number of digits (N, L + 1) go without ink at one node, in place."""
    if missed > -np.inf:
        slope = missed * np.arange(table.shape[1])
        table[:] = slope + np.logaddexp.accumulate(table - slope, axis=1)
