"""From pieces of ink in rows to lattices: which pieces are one digit, and which one."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from inkdigits.arrays import FloatArray, Images
from inkdigits.reading._fields import to_upright_field
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading._page import around
from inkdigits.reading._pyramid import Found
from inkdigits.recognizer import Recognizer

_LARGEST = 1.35  # times the row's usual size that two pieces together may be, to be one digit
_NEAR = 0.2  # of the usual size that may lie between them
_WIDE_GAP = 1.1  # of the usual size, from ink to ink, that may part two numbers
_WIDER = 2.5  # times the usual gap that it must be then
_SURE_GAP = 2.5  # of the usual size that parts two numbers whatever the other gaps are
_NET = 0.5  # how much the ink net's word counts beside the recognizer's
_JOINED = -2.0  # natural logarithm of how likely two pieces are one digit, before any look at it
_STRANGE = 1.0  # natural logarithm of how much likelier ink is none of a digit than it looks
_LEAST = 1e-4  # probability below which nothing is held to be impossible

Span = tuple[int, int]
"""Numbers of the first and of the one after the last piece of a row."""


def build_lattices(
    rows: Sequence[Sequence[Found]], quarter: int, angle: float, recognizer: Recognizer
) -> tuple[list[Lattice], Images]:
    """Recognize every way to make digits of the pieces, in one call for the whole page.

    Args:
        rows: pieces from left to right, rows from top to bottom.
        quarter: quarter turns, clockwise, that bring the page upright.
        angle: degrees, clockwise, that its rows then fall to the right.
        recognizer: who answers.

    Returns:
        A lattice for each row, and the (N, 28, 28) fields that the recognizer was shown.
    """
    spans = [_spans(row, quarter) for row in rows]
    fields = [
        to_upright_field(row[start:end], quarter, angle)
        for row, of_row in zip(rows, spans, strict=True)
        for start, end in of_row
    ]
    stacked = np.stack(fields) if fields else np.zeros((0, 28, 28), np.uint8)
    probabilities, others = recognizer.recognize(stacked)
    lattices, done = [], 0
    for row, of_row in zip(rows, spans, strict=True):
        mine = slice(done, done + len(of_row))
        edges = map(_edge, [row] * len(of_row), of_row, probabilities[mine], others[mine])
        lattices.append(Lattice(len(row) + 1, tuple(edges), _gaps(row, quarter)))
        done += len(of_row)
    return lattices, stacked


def _edge(row: Sequence[Found], span: Span, probabilities: FloatArray, other: float) -> Edge:
    pieces = row[span[0] : span[1]]
    net = np.mean([found.piece.digits for found in pieces], axis=0)
    scores = np.log(np.maximum(probabilities, _LEAST)) + _NET * np.maximum(net, np.log(_LEAST))
    scores += np.log(max(1 - other, _LEAST)) + (_JOINED if len(pieces) > 1 else 0.0)
    skip = -np.inf
    if len(pieces) == 1:
        sure = np.clip(pieces[0].piece.sureness, _LEAST, 1 - _LEAST)
        skip = float(np.log(max(other, _LEAST)) + np.log((1 - sure) / sure)) + _STRANGE
    box = around([found.box for found in pieces])
    return Edge(*span, np.asarray(scores, np.float32), skip, box)


def _spans(row: Sequence[Found], quarter: int) -> list[Span]:
    """Every piece by itself, and every two neighbours that can be one digit."""
    size = float(np.median([found.size for found in row]))
    spans = [(start, start + 1) for start in range(len(row))]
    spans += [
        (start, start + 2)
        for start, (left, right) in enumerate(pairwise(row))
        if _between(left, right, quarter) < _NEAR * size
        and max(around([left.box, right.box])[2:]) < _LARGEST * size
    ]
    return sorted(spans)


def _gaps(row: Sequence[Found], quarter: int) -> frozenset[int]:
    """Nodes where the next digit is far away, both absolutely and beside the other gaps."""
    if len(row) < 2:
        return frozenset()
    size = float(np.median([found.size for found in row]))
    apart = np.array([_between(a, b, quarter) for a, b in pairwise(row)])
    wide = apart > np.clip(_WIDER * np.median(apart), _WIDE_GAP * size, _SURE_GAP * size)
    return frozenset((np.flatnonzero(wide) + 1).tolist())


def _between(left: Found, right: Found, quarter: int) -> float:
    """White between two boxes along the row; below 0 where they overlap."""
    axis = quarter % 2
    low, high = sorted((left.box, right.box), key=lambda box: box[axis])
    return float(high[axis] - low[axis] - low[axis + 2])
