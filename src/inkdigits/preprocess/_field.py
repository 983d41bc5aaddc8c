import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.preprocess._ink import find_ink

SIDE = 28
BOX = 20


def to_field(gray: Uint8Array) -> Uint8Array:
    """Bring a picture of one digit to the field that MNIST digits stand in.

    Args:
        gray: (H, W) uint8, one digit, dark on light or light on dark.

    Returns:
        (28, 28) uint8, ink bright (255) on dark (0).

    Raises:
        InputError: there is no ink.
    """
    ink = crop(find_ink(gray))
    if ink.size == 0:
        raise InputError(
            "got an image without ink, wanted one written digit; write darker or move closer"
        )
    return place(ink)


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
    moments = cv2.moments(field)
    if moments["m00"] == 0:
        return field
    middle = SIDE / 2
    dx = round(middle - moments["m10"] / moments["m00"])
    dy = round(middle - moments["m01"] / moments["m00"])
    shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    return np.asarray(cv2.warpAffine(field, shift, (SIDE, SIDE)), np.uint8)
