from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels
from inkdigits.errors import InputError


def as_labels(values: npt.NDArray[Any], name: str) -> Labels:
    """Integers of any width as labels; the check comes first, since 265 would become 9.

    Args:
        values: (N,) integers.
        name: what to call them in an error.

    Returns:
        (N,) uint8, 0 to 9.

    Raises:
        InputError: they are of another shape, or one is no digit.
    """
    if values.ndim != 1:
        raise InputError(
            f"{name} is of shape {values.shape}, wanted (N,), one label for each image"
        )
    wrong = np.flatnonzero((values < 0) | (values > 9))
    if len(wrong):
        raise InputError(
            f"{name} holds the label {values[wrong[0]]} at row {wrong[0]}, wanted 0 to 9"
        )
    return values.astype(np.uint8)
