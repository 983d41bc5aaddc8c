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
    variance = _around(levels * levels) - mean * mean
    deviation = np.sqrt(np.maximum(variance, 0)) + np.float32(_CALM)
    return np.asarray((levels - mean) / deviation, np.float32)


def _around(levels: FloatArray) -> FloatArray:
    window = (_WINDOW, _WINDOW)
    return np.asarray(
        cv2.boxFilter(levels, -1, window, borderType=cv2.BORDER_REFLECT_101), np.float32
    )
