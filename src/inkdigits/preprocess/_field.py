import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.preprocess._ink import find_ink
from inkdigits.preprocess._strokes import adapt_strokes

SIDE = 28
BOX = 20
_RASTER = 512
_SMALLEST = 160


def to_field(gray: Uint8Array) -> Uint8Array:
    """Bring a picture of one digit to the field that MNIST digits stand in.

    Args:
        gray: (H, W) uint8, one digit, dark on light or light on dark.

    Returns:
        (28, 28) uint8, ink bright (255) on dark (0).

    Raises:
        InputError: there is no ink.
    """
    if is_field(gray):
        return gray.copy()
    ink = crop(find_ink(_raster(gray)))
    if ink.size == 0:
        raise InputError(
            "got an image without ink, wanted one written digit; write darker or move closer"
        )
    return place(adapt_strokes(ink))


def shrink(gray: Uint8Array) -> Uint8Array:
    """Bring a picture to no more pixels than `to_field` looks at; its field stays the same."""
    return _raster(gray) if max(gray.shape) > _RASTER else gray


def is_field(gray: Uint8Array) -> bool:
    """Whether an image is an MNIST field already: as LeCun's page describes it.

    28x28, mostly 0, all ink in a box of 20x20, centre of mass in the middle (pixel 14, within the
    rounding). All 70,000 digits of MNIST are.

    Args:
        gray: (H, W) uint8.
    """
    if gray.shape != (SIDE, SIDE) or np.count_nonzero(gray) > gray.size / 2:
        return False
    height, width = crop(gray).shape
    if not 0 < max(height, width) <= BOX:
        return False
    return max(abs(offset) for offset in _off_middle(gray)) < 0.6


def crop(ink: Uint8Array) -> Uint8Array:
    """The smallest box that holds all the ink; (0, 0) where there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return np.zeros((0, 0), np.uint8)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def place(ink: Uint8Array) -> Uint8Array:
    """Scale cropped ink into 20x20 and lay its centre of mass in the middle of 28x28."""
    height, width = ink.shape
    scale = BOX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(ink, size, interpolation=method)
    field = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - small.shape[0]) // 2, (SIDE - small.shape[1]) // 2
    field[top : top + small.shape[0], left : left + small.shape[1]] = small
    dx, dy = _off_middle(field)
    shift = np.array([[1, 0, -round(dx)], [0, 1, -round(dy)]], np.float32)
    return np.asarray(cv2.warpAffine(field, shift, (SIDE, SIDE)), np.uint8)


def _off_middle(field: Uint8Array) -> tuple[float, float]:
    moments = cv2.moments(field)
    total = moments["m00"] or 1.0
    return moments["m10"] / total - SIDE / 2, moments["m01"] / total - SIDE / 2


def _raster(gray: Uint8Array) -> Uint8Array:
    longest = max(gray.shape)
    scale = float(np.clip(longest, _SMALLEST, _RASTER)) / longest
    if scale == 1:
        return gray
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(gray, size, interpolation=method), np.uint8)
