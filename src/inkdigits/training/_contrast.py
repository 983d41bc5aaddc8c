"""Local contrast in bytes, as the pages that nets are trained on are kept."""

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray

_UNIT = 24.0  # levels for a contrast of 1


def to_levels(contrast: FloatArray) -> npt.NDArray[np.int8]:
    """From local contrast to int8 of the same shape; more than ±5.3 becomes that."""
    levels = np.clip(np.rint(contrast * np.float32(_UNIT)), -127, 127)
    return np.asarray(levels, np.int8)


def from_levels(levels: npt.NDArray[np.int8]) -> FloatArray:
    """Back to float32 contrast."""
    return levels.astype(np.float32) / np.float32(_UNIT)
