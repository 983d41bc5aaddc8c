"""Pictures of a page after each step of its reading, for people to learn from."""

from collections.abc import Sequence

import cv2
import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.reading._pyramid import Found
from inkdigits.reading._slots import Slot
from inkdigits.reading._strip import STRIP_HEIGHT, Strip

# Of even lightness, so that none stands out.
_COLORS = ((200, 60, 50), (40, 110, 200), (30, 140, 70), (150, 80, 180), (190, 120, 20))
_COLUMNS = 16  # fields beside each other


def draw_ink(gray: Uint8Array, found: Sequence[Found]) -> Uint8Array:
    """(H, W) uint8: the ink that belongs to digits, black on white."""
    page = np.full(gray.shape, 255, np.uint8)
    for one in found:
        _lay(page, one, 0)
    return page


def draw_pieces(gray: Uint8Array, rows: Sequence[Sequence[Found]]) -> Uint8Array:
    """(H, W, 3) uint8 RGB: neighbours in unlike colours, a line through each row."""
    page = np.full((*gray.shape, 3), 255, np.uint8)
    for row in rows:
        for number, one in enumerate(row):
            color = _COLORS[number % len(_COLORS)]
            for channel in range(3):
                _lay(page[..., channel], one, color[channel])
        points = np.array([one.middle for one in row]).round().astype(np.int32)
        cv2.polylines(page, [points], False, (170, 170, 170), max(1, max(gray.shape) // 800))
    return page


def draw_strips(strips: Sequence[Strip], slots: Sequence[Sequence[Slot]]) -> Uint8Array:
    """(H, W, 3) uint8 RGB: each row as the line net sees it, and what it says, where."""
    high = 2 * STRIP_HEIGHT
    width = max((strip.channels.shape[2] for strip in strips), default=1)
    sheet = np.full((max(1, len(strips)) * high, 2 * width, 3), 255, np.uint8)
    for number, (strip, told) in enumerate(zip(strips, slots, strict=True)):
        row = sheet[number * high : (number + 1) * high]
        gray = np.clip(160 + 50 * strip.channels[0], 0, 255).astype(np.uint8)
        seen = np.dstack([cv2.resize(gray, None, fx=2, fy=2)] * 3)
        row[:, : seen.shape[1]] = seen
        for slot in told:
            if slot.is_said:
                place = round(2 * slot.middle) - 6, 14
                text = str(slot.digits.argmax())
                cv2.putText(row, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, _COLORS[0], 1)
    return sheet


def draw_fields(fields: Images) -> Uint8Array:
    """(H, W) uint8: what the recognizer was shown, field beside field."""
    rows = max(1, -(-len(fields) // _COLUMNS))
    sheet = np.zeros((rows * _COLUMNS, 30, 30), np.uint8)
    sheet[:, 0] = sheet[:, :, 0] = 60
    sheet[: len(fields), 1:29, 1:29] = fields
    return sheet.reshape(rows, _COLUMNS, 30, 30).swapaxes(1, 2).reshape(rows * 30, -1)


def _lay(page: Uint8Array, one: Found, level: int) -> None:
    """Put a piece's ink on a page, as dark as `level`."""
    left, top, width, height = one.box
    part = page[top : top + height, left : left + width]
    ink = cv2.resize(one.piece.ink, (width, height))[: part.shape[0], : part.shape[1]]
    share = ink.astype(np.float32) / 255
    part[...] = np.rint(part * (1 - share) + level * share).astype(np.uint8)
