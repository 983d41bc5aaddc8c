"""A pen on a canvas of 56 x 56 pixels."""

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Uint8Array
from inkdigits.data.non_digits._field import CANVAS

Points: TypeAlias = npt.NDArray[np.float64]
"""(N, 2), x and y; the drawing's box goes from -1 to 1, y downwards."""

_PointsLike: TypeAlias = Points | Sequence[Sequence[float]]

_SHIFT = 4  # bits of a pixel's fraction that cv2 is given


class Pen:
    """Draws in a box of its own, 40 of the canvas's 56 pixels large.

    Args:
        width: of its strokes, in pixels of the canvas.
    """

    def __init__(self, width: float) -> None:
        self.canvas: Uint8Array = np.zeros((CANVAS, CANVAS), np.uint8)
        self.width = width

    def line(self, points: _PointsLike, closed: bool = False) -> None:
        """Draw straight from point to point; `closed` goes back to the first."""
        cv2.polylines(
            self.canvas, [_pixels(points)], closed, 255, round(self.width), cv2.LINE_AA, _SHIFT
        )

    def curve(self, points: _PointsLike, closed: bool = False) -> None:
        """Draw smoothly through the points (Catmull and Rom's spline)."""
        self.line(_spline(np.asarray(points, np.float64), closed), closed)

    def ellipse(self, x: float, y: float, wide: float, high: float) -> None:
        """Draw an ellipse about (x, y) with these half axes."""
        angle = np.linspace(0, 2 * np.pi, 25)[:-1]
        self.line(np.stack([x + wide * np.cos(angle), y + high * np.sin(angle)], 1), closed=True)

    def fill(self, points: _PointsLike, level: int = 255) -> None:
        """Fill the outline that goes through the points."""
        cv2.fillPoly(self.canvas, [_pixels(points)], level, cv2.LINE_AA, _SHIFT)


def smooth(points: Points) -> Points:
    """A closed outline made smooth."""
    return _spline(points, closed=True)


def _pixels(points: _PointsLike) -> npt.NDArray[np.int32]:
    middle, reach = (CANVAS - 1) / 2, 20.0
    pixels = np.asarray(points, np.float64) * reach + middle
    return np.asarray(np.rint(pixels * 2**_SHIFT), np.int32)


def _spline(points: Points, closed: bool, steps: int = 10) -> Points:
    """Catmull-Rom: each piece a cubic through its ends, sloping as their neighbours lie."""
    if closed:
        around = np.concatenate([points[-1:], points, points[:2]])
    else:
        around = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = (around[i : len(around) - 3 + i, None, :] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    path = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - 3 * end + after - before) * t**3
    )
    whole = path.reshape(-1, 2)
    return whole if closed else np.concatenate([whole, points[-1:]])
