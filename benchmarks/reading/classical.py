"""Finding digits' ink without a net, to compare with: thresholds, rulings away, connected pieces.

What image processing has offered since the nineties, in its usual order; the rest of the way to
the numbers is the reader's own.
"""

import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.preprocess import local_contrast
from inkdigits.reading._ink_net import Traces
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found, Looks

_INK = 1.0  # deviations below its surroundings at which a pixel is ink
_RULING = 90  # pixels from which on a straight line is a ruling
_SPECK = 9  # pixels of the smallest side's larger one that can be a digit
_FLAT = np.full(10, -np.log(10), np.float32)  # a component says nothing of its digit


def find_components(gray: Uint8Array) -> Looks:
    """Pieces of ink that hang together, rulings and specks taken away."""
    ink = _without_rulings(_threshold(gray))
    ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    usual = float(np.median(heights[heights >= _SPECK])) if (heights >= _SPECK).any() else 0.0
    found = []
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        if not _may_be_digit(width, height, area, usual):
            continue
        mine = pieces[top : top + height, left : left + width] == number
        piece = Piece(
            np.where(mine, 255, 0).astype(np.uint8), left, top, max(width, height), 0.9, _FLAT
        )
        found.append(Found(piece, 1.0, (left, top, width, height)))
    cells = np.zeros((10, 1, 1), np.float32)  # components say nothing of middles, sizes, digits
    share = ink.astype(np.float32) / np.float32(255)
    traces = Traces(local_contrast(gray), share, cells[:2], cells[0], cells)
    return Looks((gray.shape[1], gray.shape[0]), found, {1.0: traces})


def _threshold(gray: Uint8Array) -> Uint8Array:
    """Dark strokes, 255 on 0, whichever of the two is the writing."""
    contrast = local_contrast(np.asarray(cv2.GaussianBlur(gray, (0, 0), 0.8), np.uint8))
    dark, light = contrast < -_INK, contrast > _INK
    chosen = dark if np.abs(contrast[dark]).sum() >= np.abs(contrast[light]).sum() else light
    return np.where(chosen, 255, 0).astype(np.uint8)


def _without_rulings(ink: Uint8Array) -> Uint8Array:
    """Long straight lines away; strokes that cross them are mended by the closing after it."""
    rulings = np.zeros_like(ink)
    for shape in ((1, _RULING), (_RULING, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        rulings = np.maximum(rulings, np.asarray(lines, np.uint8))
    return np.asarray(cv2.subtract(ink, rulings), np.uint8)


def _may_be_digit(width: int, height: int, area: int, usual: float) -> bool:
    size = max(width, height)
    filled = area / (width * height)
    return (
        size >= _SPECK
        and 0.4 * usual < height < 2.5 * usual
        and width < 2 * height + 4
        and (filled < 0.9 or height > 2.5 * width)
    )
