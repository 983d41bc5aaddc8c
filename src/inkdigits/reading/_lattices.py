"""From rows to lattices: what may be a digit, and which one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.reading._cells import Cell
from inkdigits.reading._fields import to_upright_field
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading._page import Box, around
from inkdigits.reading._pyramid import Found
from inkdigits.reading._slots import Slot
from inkdigits.reading._strip import DIGIT_HEIGHT
from inkdigits.recognizer import Recognizer

_WIDE_GAP = 1.1  # of a digit's height, from ink to ink, that may part two numbers
_WIDER = 2.5  # times the usual gap that it must be then
_SURE_GAP = 2.5  # of a digit's height that parts two numbers whatever the other gaps are
_NEAR = 0.2  # of a digit's height that may lie between two parts of one
_BESIDE = 0.9  # of a digit's height that may lie between neighbours
_LARGEST = 1.2  # of a digit's height that they may be wide together
_SECOND = 0.3  # how much the recognizer's word on a digit's ink counts beside the line net's
_ALONE = 0.5  # how much it counts where that ink touches no neighbour
_APART = 0.05  # of a digit's height that then lies between them
_WHOLE = 0.3  # how much it counts that what may be two digits looks like one to the recognizer
_LEAST = 1e-4  # probability below which nothing is held to be impossible
_BETWEEN = 2.0  # natural logarithm of how much likelier ink close between two digits is a third

# What the line net says of ink that it sees no digit in; and of such that may be a digit's part.
_UNSEEN = Slot(0.0, np.full(10, -4.0, np.float32), 0.0)
_NOTHING = Slot(0.0, np.full(10, -np.inf, np.float32), 0.0)


def build_lattices(
    rows: Sequence[Sequence[Cell]], quarter: int, falls: Sequence[float], recognizer: Recognizer
) -> tuple[list[Lattice], Images]:
    """Recognize the ink of each digit, or of two neighbours that may be one, in one call a page.

    Args:
        rows: cells from left to right, rows from top to bottom.
        quarter: quarter turns, clockwise, that bring the page upright.
        falls: degrees, clockwise, that each row then falls to the right.
        recognizer: who says what each digit can be.

    Returns:
        A lattice for each row, and the (N, 28, 28) fields that the recognizer was shown.
    """
    ways = [[*_by_themselves(cells), *_together(cells)] for cells in rows]
    fields = [
        to_upright_field(way.ink, quarter, fall)
        for of_row, fall in zip(ways, falls, strict=True)
        for way in of_row
        if way.ink
    ]
    stacked = np.stack(fields) if fields else np.zeros((0, 28, 28), np.uint8)
    seen = iter(zip(*recognizer.recognize(stacked), stacked, strict=True))
    lattices = []
    for cells, of_row in zip(rows, ways, strict=True):
        edges = [_edge(way, next(seen) if way.ink else None) for way in of_row]
        edges.sort(key=lambda edge: edge.start)
        lattices.append(Lattice(len(cells) + 1, tuple(edges), _gaps(cells)))
    return lattices, stacked


@dataclass(frozen=True, eq=False)
class _Way:
    """Cells taken for one digit.

    Attributes:
        start, end: number of the first cell, and of the one after the last.
        digits: (10,), what the line net says of it, as a slot does.
        none: the same; minus infinity where it must be a digit.
        ink: what the recognizer is shown; empty where the digit's ink is not its own.
        second: how much the recognizer's word counts.
        box: in pixels of the page.
    """

    start: int
    end: int
    digits: FloatArray
    none: float
    ink: tuple[Found, ...]
    second: float
    box: Box


def _by_themselves(cells: Sequence[Cell]) -> Iterator[_Way]:
    for number, cell in enumerate(cells):
        slot = cell.slot or _UNSEEN
        none = slot.none
        if not slot.is_said and cell.pieces and _is_between_digits(cells, number):
            none -= _BETWEEN
        ink = () if cell.shared else cell.pieces
        second = _ALONE if _is_apart(cells, number) else _SECOND
        yield _Way(number, number + 1, slot.digits, none, ink, second, cell.box)


def _is_apart(cells: Sequence[Cell], number: int) -> bool:
    """Whether there is paper before and after a cell."""
    near = cells[max(0, number - 1) : number + 2]
    return all(
        after.span[0] - before.span[1] > _APART * DIGIT_HEIGHT for before, after in pairwise(near)
    )


def _is_between_digits(cells: Sequence[Cell], number: int) -> bool:
    """Whether a digit is said close before and close after a cell."""
    if not 0 < number < len(cells) - 1:
        return False
    before, cell, after = cells[number - 1 : number + 2]
    near = _BESIDE * DIGIT_HEIGHT
    return (
        before.slot is not None
        and before.slot.is_said
        and after.slot is not None
        and after.slot.is_said
        and cell.span[0] - before.span[1] < near
        and after.span[0] - cell.span[1] < near
    )


def _together(cells: Sequence[Cell]) -> Iterator[_Way]:
    """Neighbours that share their ink, or stand close: a 4 can look like two digits."""
    for start, (left, right) in enumerate(pairwise(cells)):
        sharers = [cell for cell in cells if not set(cell.shared).isdisjoint(left.shared)]
        if (
            left.shared != right.shared
            or len(sharers) > 2
            or right.span[0] - left.span[1] > _NEAR * DIGIT_HEIGHT
            or right.span[1] - left.span[0] > _LARGEST * DIGIT_HEIGHT
            or not (left.slot or right.slot)
        ):
            continue
        ink = left.pieces + left.shared + right.pieces
        if ink:
            one, other = left.slot or _NOTHING, right.slot or _NOTHING
            digits = np.logaddexp(one.digits + other.none, one.none + other.digits)
            box = around([found.box for found in ink])
            digits = np.asarray(digits, np.float32)
            yield _Way(start, start + 2, digits, -np.inf, ink, _SECOND, box)


def _edge(way: _Way, seen: tuple[FloatArray, float, Uint8Array] | None) -> Edge:
    digits, none, field = way.digits, way.none, None
    if seen is not None:
        probabilities, other, field = seen
        digits = digits + way.second * np.log(np.maximum(probabilities * (1 - other), _LEAST))
        strange = float(np.log(max(other, _LEAST)))
        if way.end - way.start > 1:  # two digits in one field look like none
            digits -= _WHOLE * strange
        none += way.second * strange
    return Edge(way.start, way.end, np.asarray(digits, np.float32), none, way.box, field)


def _gaps(cells: Sequence[Cell]) -> frozenset[int]:
    """Nodes where the next digit is far away, both absolutely and beside the other gaps."""
    if len(cells) < 2:
        return frozenset()
    apart = np.array([after.span[0] - before.span[1] for before, after in pairwise(cells)])
    least, most = _WIDE_GAP * DIGIT_HEIGHT, _SURE_GAP * DIGIT_HEIGHT
    wide = apart > np.clip(_WIDER * np.median(apart), least, most)
    return frozenset((np.flatnonzero(wide) + 1).tolist())
