"""All the ways in which a line can be digits, and how likely each is."""

from dataclasses import dataclass

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.reading._page import Box


@dataclass(frozen=True, eq=False)
class Edge:
    """A place in a row, or two neighbours, taken for one digit or for none.

    Attributes:
        start: the node (what lies between two places, counted from the left) where it begins.
        end: the node where it ends; greater than `start`.
        scores: (10,) float32, the natural logarithm of how likely it is that from `start` to
            `end` there is exactly one digit and this one; need not add up to anything.
        skip: the same for being no digit at all; minus infinity where that cannot be.
        box: around its ink; where that is its neighbour's too, around its share of it.
        field: (28, 28) uint8, as the recognizer was shown it; None where the ink is not its own.
    """

    start: int
    end: int
    scores: FloatArray
    skip: float
    box: Box
    field: Uint8Array | None = None


@dataclass(frozen=True, eq=False)
class Lattice:
    """The readings of a line: every path from node 0 to the last node is one.

    Attributes:
        nodes: how many there are.
        edges: sorted by `start`.
        gaps: nodes at which a wide gap parts two numbers.
    """

    nodes: int
    edges: tuple[Edge, ...]
    gaps: frozenset[int] = frozenset()
