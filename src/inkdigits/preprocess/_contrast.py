import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array

_WINDOW = 65  # pixels; about two digits of the size that the page net reads best
_CALM = 0.03  # deviation, in shares of white, that is taken for the paper's noise


def local_contrast(gray: Uint8Array) -> FloatArray:
    """How far each pixel is from what surrounds it, in deviations of what surrounds it.

    Shadows, lamps, tinted paper and faint pens so become alike. A calm window is hardly stretched,
    or bare paper's noise would look like writing.

    Args:
        gray: (H, W) uint8.

    Returns:
        (H, W) float32; below 0 where it is darker than around it.
    """
    levels = gray.astype(np.float32) / np.float32(255)
    mean = _around(levels)
    # In place, for it is the larger part of a page's time that is not spent in a net.
    deviation = _around(levels * levels)
    deviation -= mean * mean
    np.sqrt(np.maximum(deviation, 0, out=deviation), out=deviation)
    deviation += np.float32(_CALM)
    levels -= mean
    levels /= deviation
    return levels


def _around(levels: FloatArray) -> FloatArray:
    window = (_WINDOW, _WINDOW)
    return np.asarray(
        cv2.boxFilter(levels, -1, window, borderType=cv2.BORDER_REFLECT_101), np.float32
    )
