"""A digit of 28×28 pixels, written as large and with as broad a pen as wanted."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.preprocess import crop, signed_distance

_BOX = 20  # the longest side of a digit's ink in the dataset, in its pixels
_THINNEST = 0.55  # share of its strokes' width that a digit keeps in any case


@dataclass(frozen=True, eq=False)
class DigitInk:
    """One digit's strokes.

    Attributes:
        label: 0 to 9.
        ink: (H, W) float32, the share of each pixel that is inked, cropped to the ink.
    """

    label: int
    ink: FloatArray


def write_digit(
    image: Uint8Array, label: int, height: float, pen: float, slant: float, turn: float
) -> DigitInk:
    """Draw a dataset's digit anew.

    Args:
        image: (28, 28) uint8, ink bright (255) on 0.
        label: what it is.
        height: of a digit as high as the box of 20 pixels that MNIST's stand in, in pixels; lower
            ones come out lower.
        pen: width of the strokes, in pixels, as far as they bear it.
        slant: to the right, as the tangent of its angle.
        turn: counter-clockwise, in degrees.
    """
    finer = 4 if height > 36 else 3  # than the dataset's, the raster on which outlines are found
    fine = cv2.resize(crop(image), None, fx=finer, fy=finer, interpolation=cv2.INTER_CUBIC)
    bent = _bend(np.asarray(fine, np.uint8), slant, turn)
    scale = height / (_BOX * finer)
    broadest = 0.3 * height
    margin = int(np.ceil(min(pen, broadest) / 2 / scale)) + 2 * finer
    distance = signed_distance(np.pad(bent, margin)) * scale
    # As `stroke_width` has it, whose distances these are: a quarter of the width is their mean.
    width = 4 * float(np.mean(0.5 * scale - distance[distance < 0]))
    wanted = min(max(pen, _THINNEST * width), broadest)
    distance -= _grown(distance, wanted, width, scale)
    size = [max(3, round(side * scale)) for side in distance.shape[::-1]]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    near = cv2.resize(distance, size, interpolation=method)
    ink = np.clip(0.5 - near, 0, 1).astype(np.float32)
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > 0.1) for axis in (1, 0))
    return DigitInk(label, ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _grown(distance: FloatArray, pen: float, width: float, scale: float) -> FloatArray | float:
    """How much broader the strokes get on either side, everywhere or at each place, in pixels.

    All get broader by as much; but thinned by as much, hairlines would break, and so they keep the
    pen's width, or their own if that is less.

    Args:
        distance: (H, W) float32, to the outline, negative in the ink, in pixels.
        pen: width that the strokes are to have, in pixels.
        width: that they have in the mean, in pixels.
        scale: how large a place of the raster is, in pixels.
    """
    grow = (pen - width) / 2
    if grow >= 0:
        return grow
    reach = 2 * int(np.ceil(0.5 * width / scale)) + 1
    inside = np.maximum(-distance, 0)
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    half = cv2.dilate(inside, near)  # of the stroke here: the farthest from the outline nearby
    return np.asarray(np.clip(pen / 2 - half, grow, 0), np.float32)


def _bend(ink: Uint8Array, slant: float, turn: float) -> Uint8Array:
    height, width = ink.shape
    reach = int(np.ceil(abs(slant) * height + 0.2 * max(height, width)))
    padded = np.pad(ink, reach)
    angle = np.deg2rad(turn)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    matrix = rotation @ np.array([[1, -slant], [0, 1]])
    middle = np.array(padded.shape[::-1]) / 2
    offset = middle - matrix @ middle
    bent = cv2.warpAffine(padded, np.column_stack([matrix, offset]), padded.shape[::-1])
    return crop(np.asarray(bent, np.uint8))


def outline(ink: FloatArray) -> npt.NDArray[np.float64]:
    """The convex hull of what is inked: (N, 2), x and y."""
    points = cv2.findNonZero((ink > 0.3).astype(np.uint8))
    return np.asarray(cv2.convexHull(points)[:, 0, :], np.float64)
