from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._distance import Candidates, side_of
from inkdigits.models.neighbours._minkowski import least_power_sums


@dataclass(frozen=True)
class Shifts:
    """The least Minkowski distance over small shifts of the digit.

    What a shift moves out of the square is lost, what it moves in is blank. The rows "1 pixel
    shift" and "2 pixel shift" of LeCun's table of results on MNIST, measured by K. Wilder.

    Attributes:
        reach: how far to shift along either axis, in pixels: 1 tries 9 places, 2 tries 25.
        power: see `Minkowski`.
    """

    reach: int = 1
    power: int = 3

    def prepare(self, pictures: FloatArray) -> FloatArray:
        """The pictures as they are."""
        return pictures

    def distances(
        self, digits: FloatArray, prototypes: FloatArray, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        side, reach = side_of(digits), (self.reach, self.reach)
        padded = np.pad(digits.reshape(-1, side, side), ((0, 0), reach, reach))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(1, 2))
        versions = windows.reshape(len(digits), -1, side * side)
        return least_power_sums(versions, prototypes, candidates, self.power)
