"""From ink on a page to the field that the recognizer reads."""

from collections.abc import Sequence

import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.preprocess import place
from inkdigits.reading._pyramid import Found

_FINE = 2  # times finer that ink is turned, or it would blur
_STRAIGHT = 2.0  # degrees below which turning is not worth its blur
_EDGE = 90  # of 255, below which ink is the soft edge of a stroke, and beyond the box


def to_upright_field(found: Sequence[Found], quarter: int, angle: float) -> Uint8Array:
    """Draw pieces of ink as one digit.

    Args:
        found: the pieces.
        quarter: quarter turns, clockwise, that bring the page upright.
        angle: degrees, counter-clockwise, that then make its rows level.

    Returns:
        (28, 28) uint8, ink bright (255) on 0.
    """
    ink = found[0].piece.ink if len(found) == 1 else _together(found)
    ink = np.rot90(ink, -quarter)
    if abs(angle) >= _STRAIGHT:
        ink = _turn(ink, angle)
    return place(np.ascontiguousarray(ink))


def _together(found: Sequence[Found]) -> Uint8Array:
    """Pieces on one canvas, as fine as the finest."""
    scale = min(one.scale for one in found)
    corners = np.array([(one.box[0], one.box[1]) for one in found]) / scale
    sizes = [np.array(one.piece.ink.shape[::-1]) * (one.scale / scale) for one in found]
    low = np.floor(corners.min(axis=0)).astype(int)
    ends = [np.rint(c - low + s).astype(int) for c, s in zip(corners, sizes, strict=True)]
    canvas = np.zeros(np.max(ends, axis=0)[::-1], np.uint8)
    for one, size, end in zip(found, sizes, ends, strict=True):
        wanted = np.maximum(1, np.rint(size).astype(int))
        start = np.maximum(end - wanted, 0)
        part = canvas[start[1] : end[1], start[0] : end[0]]
        drawn = cv2.resize(one.piece.ink, part.shape[::-1], interpolation=cv2.INTER_LINEAR)
        np.maximum(part, np.asarray(drawn, np.uint8), out=part)
    return canvas


def _turn(ink: Uint8Array, angle: float) -> Uint8Array:
    """Ink turned counter-clockwise, cropped again."""
    reach = max(ink.shape) // 4 + 2
    fine = cv2.resize(np.pad(ink, reach), None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_LINEAR)
    middle = (fine.shape[1] / 2, fine.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, angle, 1.0)
    turned = cv2.warpAffine(fine, matrix, fine.shape[::-1])
    rows, columns = (np.flatnonzero((turned > _EDGE).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return ink
    return np.asarray(turned[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], np.uint8)
