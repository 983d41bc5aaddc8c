"""A row of a page, made level and as large as the line net reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.reading._orientation import turn_points
from inkdigits.reading._pyramid import Found, Looks
from inkdigits.reading._rows import Points, turned

STRIP_HEIGHT = 40
"""Pixels from the upper edge of a strip to the lower one."""

DIGIT_HEIGHT = 26
"""Pixels that the row's usual digit is high in its strip."""

_BESIDE = 1.4  # sizes of a digit that are seen beyond the middles of the first and last one
_FAR_ENOUGH = 1.5  # sizes between two digits that tell how their row lies
_STEEPEST = 5.0  # degrees that a row may lie otherwise than the page's rows
_WIDEST = 16_000  # pixels; no more is read of a row, which has six hundred digits then
_MOST_CONTRAST = 5.25  # deviations; a thin stroke alone on white paper would have more
_FINE = 2  # times finer that it is sampled, or thin strokes would be lost


@dataclass(frozen=True, eq=False)
class Strip:
    """A row, cut out.

    Attributes:
        channels: (2, 40, W) float32: the local contrast, and how much of each pixel is ink of
            digits.
        page: width and height of its page, in pixels.
        fall: degrees, clockwise, that it falls to the right on the upright page.
        to_page: (2, 3), an affine map from x and y in the strip to pixels of the page.
    """

    channels: FloatArray
    page: tuple[int, int]
    fall: float
    to_page: npt.NDArray[np.float64]

    def on_page(self, points: Points) -> Points:
        """From the strip to the page."""
        return np.asarray(points @ self.to_page[:, :2].T + self.to_page[:, 2])

    def from_page(self, points: Points) -> Points:
        """From the page to the strip."""
        return np.asarray((points - self.to_page[:, 2]) @ np.linalg.inv(self.to_page[:, :2]).T)


def cut_strip(row: Sequence[Found], looks: Looks, quarter: int, angle: float) -> Strip:
    """Cut a row out of its page.

    Args:
        row: its pieces, from left to right; at least one.
        looks: the page that it is on.
        quarter: quarter turns, clockwise, that bring the page upright.
        angle: degrees, clockwise, that its rows then fall to the right.
    """
    middles = turn_points(np.array([found.middle for found in row]), quarter)
    size = float(np.median([found.piece.size * found.scale for found in row]))
    fall = angle + _own_fall(turned(middles, -angle), size)
    along, down = turned(np.eye(2), fall)
    first, last = (middles @ along).min() - _BESIDE * size, (middles @ along).max() + _BESIDE * size
    pixel = size / DIGIT_HEIGHT
    width = min(_WIDEST, int(np.ceil((last - first) / pixel)))
    corner = first * along + (np.median(middles @ down) - STRIP_HEIGHT / 2 * pixel) * down
    upright = np.stack([along * pixel, down * pixel, corner])
    to_page = turn_points(upright, -quarter).T
    scales = sorted(found.scale for found in row)
    scale = scales[len(scales) // 2]
    traces = looks.traces[scale]
    contrast, ink = (_sample(one, to_page / scale, width) for one in (traces.contrast, traces.ink))
    contrast = np.clip(contrast, -_MOST_CONTRAST, _MOST_CONTRAST)
    return Strip(np.stack([contrast, ink]), looks.page, fall, to_page)


def _own_fall(middles: Points, size: float) -> float:
    """Degrees that a row falls to the right: the median over its pairs of digits (Theil, Sen)."""
    across, down = (middles[None] - middles[:, None]).transpose(2, 0, 1)
    far = across > _FAR_ENOUGH * size
    if not far.any():
        return 0.0
    fall = np.rad2deg(np.arctan(np.median(down[far] / across[far])))
    return float(np.clip(fall, -_STEEPEST, _STEEPEST))


def _sample(map_: FloatArray, to_map: npt.NDArray[np.float64], width: int) -> FloatArray:
    """A strip of a map; `to_map` leads from corners of the strip's pixels to corners of its."""
    matrix = to_map / [[_FINE, _FINE, 1.0]]
    # OpenCV counts from the middles of pixels.
    matrix[:, 2] += matrix[:, :2].sum(axis=1) / 2 - 0.5
    fine = cv2.warpAffine(
        map_, matrix, (_FINE * width, _FINE * STRIP_HEIGHT),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )  # fmt: skip
    small = cv2.resize(fine, (width, STRIP_HEIGHT), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)
