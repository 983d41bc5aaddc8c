"""Digits of any size: the page is looked at in several sizes, each for the digits that fit it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.reading._ink_net import InkNet, Traces
from inkdigits.reading._page import Box
from inkdigits.reading._pieces import Piece, gather

_MOST = 1_600_000  # pixels of a page that are looked at; a sheet's digits then are large enough
_WELL = 1_000_000  # pixels up to which a smaller page is enlarged, for its digits may be tiny
_LARGER = 2.0  # times that it is enlarged at most
_SMALLEST = 96  # below this side a page holds no more than one digit
_BEST_SIZE = 36.0  # pixels of the digits that the net sees best
_WORST = (
    0.75  # doublings that a digit may be off that, if there is a better size of the page for it
)
_COVERED = 0.4  # share of a box that another one may cover before both are taken for one digit


@dataclass(frozen=True, eq=False)
class Found:
    """A piece of ink on the page.

    Attributes:
        piece: as it was seen.
        scale: pixels of the page for each of the piece's.
        box: in pixels of the page.
    """

    piece: Piece
    scale: float
    box: Box

    @property
    def size(self) -> float:
        """The longer side, in pixels of the page."""
        return float(max(self.box[2:]))

    @property
    def middle(self) -> tuple[float, float]:
        """Of the box: x and y."""
        return self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2


@dataclass(frozen=True, eq=False)
class Looks:
    """A page as it was seen.

    Attributes:
        page: its width and height, in pixels.
        found: the pieces of ink, in no order.
        traces: what the net said of it in each size, by the pixels of the page along one of that
            size's.
    """

    page: tuple[int, int]
    found: list[Found]
    traces: dict[float, Traces]


def find_pieces(gray: Uint8Array, net: InkNet) -> Looks:
    """The digits' ink on a page.

    Args:
        gray: (H, W) uint8.
        net: that finds ink.
    """
    scales = _scales(gray.shape)
    traces = dict(zip(scales, net.find([_resize(gray, scale) for scale in scales]), strict=True))
    found = [
        Found(piece, scale, _to_page(piece, scale, gray.shape))
        for scale in scales
        for piece in gather(
            traces[scale],
            0.0 if scale == scales[0] else _BEST_SIZE * 2**-_WORST,
            math.inf if scale == scales[-1] else _BEST_SIZE * 2**_WORST,
        )
    ]
    return Looks((gray.shape[1], gray.shape[0]), _without_doubles(found), traces)


def _scales(shape: tuple[int, ...]) -> list[float]:
    """Pixels of the page along the edge of one that is looked at: each twice the one before."""
    scales = [_finest(math.prod(shape))]
    while max(shape) / (2 * scales[-1]) >= _SMALLEST:
        scales.append(2 * scales[-1])
    return scales


def _finest(pixels: int) -> float:
    """Pixels of a page of so many along the edge of one that is looked at first."""
    if pixels > _WELL:
        return math.sqrt(max(1.0, pixels / _MOST))
    return max(1 / _LARGER, math.sqrt(pixels / _WELL))


def _resize(gray: Uint8Array, scale: float) -> Uint8Array:
    if scale == 1:
        return gray
    size = [max(1, round(side / scale)) for side in gray.shape[::-1]]
    method = cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(gray, size, interpolation=method), np.uint8)


def _to_page(piece: Piece, scale: float, shape: tuple[int, ...]) -> Box:
    (height, width), (rows, columns) = piece.ink.shape, shape
    left, top = min(round(piece.left * scale), columns - 1), min(round(piece.top * scale), rows - 1)
    right, bottom = left + max(1, round(width * scale)), top + max(1, round(height * scale))
    return left, top, min(right, columns) - left, min(bottom, rows) - top


def _without_doubles(found: list[Found]) -> list[Found]:
    """Of pieces at the same place, seen in two sizes of the page, the better one."""
    kept: list[Found] = []
    for one in sorted(found, key=_doubt):
        if all(
            _overlap(one.box, other.box) < _COVERED for other in kept if other.scale != one.scale
        ):
            kept.append(one)
    return kept


def _doubt(found: Found) -> float:
    """Small where the ink is sure, as large as the net expects, and as large as it sees best."""
    piece = found.piece
    unlike = abs(np.log2(max(piece.ink.shape) / piece.size))
    return float(unlike + 0.3 * abs(np.log2(piece.size / _BEST_SIZE)) - piece.sureness)


def _overlap(one: Box, other: Box) -> float:
    """Share of the smaller box that lies in the other."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min(one[2] * one[3], other[2] * other[3])
