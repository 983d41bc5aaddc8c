"""What stands side by side in a row: places where the line net sees a digit, and pieces of ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inkdigits.reading._page import Box, around, centre_in
from inkdigits.reading._pyramid import Found
from inkdigits.reading._slots import Slot
from inkdigits.reading._strip import DIGIT_HEIGHT, STRIP_HEIGHT, Strip

_BESIDE = 0.15 * DIGIT_HEIGHT  # pixels of a strip that a slot's middle may be off its ink
_HALF = 0.3 * DIGIT_HEIGHT  # half of the width of a digit of which no ink was found


@dataclass(frozen=True, eq=False)
class Cell:
    """A place in a row that holds one digit, or something else.

    Attributes:
        slot: what the line net says; None where it sees no digit.
        pieces: the ink that is this cell's alone.
        shared: the ink that it has in common with its neighbours.
        span: from where to where along the strip, in its pixels.
        box: in pixels of the page.
    """

    slot: Slot | None
    pieces: tuple[Found, ...]
    shared: tuple[Found, ...]
    span: tuple[float, float]
    box: Box


def find_cells(row: Sequence[Found], slots: Sequence[Slot], strip: Strip) -> list[Cell]:
    """Bring the pieces of a row and its slots together.

    A piece without a slot is a cell. A slot has the pieces that lie at it; slots that say a digit
    come first, and those that say none have what is left, or are left out.

    Args:
        row: the pieces, from left to right.
        slots: from left to right.
        strip: the row as the line net saw it.

    Returns:
        From left to right.
    """
    spans = [_span(piece, strip) for piece in row]
    said = [slot for slot in slots if slot.is_said]
    owners = [_slots_at(span, said) for span in spans]
    doubtful = [slot for slot in slots if not slot.is_said]
    owners = [at or _slots_at(span, doubtful) for at, span in zip(owners, spans, strict=True)]
    cells = [
        Cell(None, (piece,), (), span, piece.box)
        for piece, span, at in zip(row, spans, owners, strict=True)
        if not at
    ]
    for slot in slots:
        mine = [k for k, at in enumerate(owners) if slot in at]
        if mine or slot.is_said:
            own = tuple(row[k] for k in mine if len(owners[k]) == 1)
            shared = tuple(row[k] for k in mine if len(owners[k]) > 1)
            span = _its_span(slot, said, [spans[k] for k in mine], bool(own and not shared))
            box = around([p.box for p in own]) if own and not shared else _box(span, strip)
            cells.append(Cell(slot, own, shared, span, box))
    return sorted(cells, key=_middle)


def without_doubles(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Leave out what a row says of ink that is another's; strips reach beyond their rows."""
    boxes = [[found.box for cell in row for found in cell.pieces + cell.shared] for row in rows]
    kept = []
    for number, row in enumerate(rows):
        others = [box for k, theirs in enumerate(boxes) if k != number for box in theirs]
        kept.append(
            [
                cell
                for cell in row
                if cell.pieces or cell.shared or not any(centre_in(cell.box, box) for box in others)
            ]
        )
    return kept


def _middle(cell: Cell) -> float:
    return cell.slot.middle if cell.slot else (cell.span[0] + cell.span[1]) / 2


def _span(piece: Found, strip: Strip) -> tuple[float, float]:
    """From where to where along the strip a piece goes: what the middles of its box's sides say."""
    left, top, width, height = piece.box
    x, y = left + width / 2, top + height / 2
    sides = [[left, y], [left + width, y], [x, top], [x, top + height]]
    along = strip.from_page(np.array(sides, np.float64))[:, 0]
    return float(along.min()), float(along.max())


def _slots_at(span: tuple[float, float], slots: Sequence[Slot]) -> list[Slot]:
    """The slots whose middles lie in a piece; of those beside it the nearest."""
    off = [max(span[0] - slot.middle, slot.middle - span[1], 0.0) for slot in slots]
    within = [slot for slot, far in zip(slots, off, strict=True) if far == 0]
    if within or not off or min(off) > _BESIDE:
        return within
    return [slots[int(np.argmin(off))]]


def _its_span(
    slot: Slot, said: Sequence[Slot], spans: Sequence[tuple[float, float]], is_alone: bool
) -> tuple[float, float]:
    """What a slot has of the ink at it: half of the way to its neighbours if it shares it."""
    low = min((span[0] for span in spans), default=slot.middle - _HALF)
    high = max((span[1] for span in spans), default=slot.middle + _HALF)
    if is_alone:
        return low, high
    before = [other.middle for other in said if other.middle < slot.middle]
    after = [other.middle for other in said if other.middle > slot.middle]
    low = max([low, *((middle + slot.middle) / 2 for middle in before)])
    high = min([high, *((middle + slot.middle) / 2 for middle in after)])
    return low, high


def _box(span: tuple[float, float], strip: Strip) -> Box:
    """Around a part of a strip as high as a digit."""
    top, bottom = (STRIP_HEIGHT - DIGIT_HEIGHT) / 2, (STRIP_HEIGHT + DIGIT_HEIGHT) / 2
    corners = strip.on_page(np.array([[x, y] for x in span for y in (top, bottom)]))
    width, height = strip.page
    left, right = np.clip([corners[:, 0].min(), corners[:, 0].max()], 0, width)
    upper, lower = np.clip([corners[:, 1].min(), corners[:, 1].max()], 0, height)
    x, y = min(int(left), width - 1), min(int(upper), height - 1)
    return x, y, max(1, int(np.ceil(right)) - x), max(1, int(np.ceil(lower)) - y)
