"""Pictures of a page after each step of its reading, for people to learn from."""

from collections.abc import Sequence

import cv2
import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.reading._pyramid import Found

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
