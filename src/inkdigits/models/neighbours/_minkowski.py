from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._compiled import FAR, compiled
from inkdigits.models.neighbours._distance import Candidates


@dataclass(frozen=True)
class Minkowski:
    """The pixels' differences, each raised to a power, and summed.

    LeCun's table of results on MNIST holds it under L3, measured by K. Wilder.

    Attributes:
        power: 3 makes one large difference count more than many small ones; 2 is Euclid's.
    """

    power: int = 3

    def prepare(self, pictures: FloatArray) -> FloatArray:
        """The pictures as they are."""
        return pictures

    def distances(
        self, digits: FloatArray, prototypes: FloatArray, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        return least_power_sums(digits[:, None], prototypes, candidates, self.power)


@compiled
def least_power_sums(
    versions: FloatArray, prototypes: FloatArray, candidates: Candidates, power: int
) -> FloatArray:
    """The distance of the nearest version of each digit to each of its candidates.

    Args:
        versions: (N, V, D) float32, V pictures of each digit.
        prototypes: (M, D) float32.
        candidates: (N, C) intp, rows of `prototypes`.
        power: 1 or more.

    Returns:
        (N, C) float32.
    """
    out = np.empty(candidates.shape, np.float32)
    for row in range(len(candidates)):
        for column in range(candidates.shape[1]):
            prototype = prototypes[candidates[row, column]]
            least = np.float32(FAR)
            for version in range(versions.shape[1]):
                least = min(least, _power_sum(versions[row, version], prototype, power))
            out[row, column] = least
    return out


@compiled
def _power_sum(first: FloatArray, second: FloatArray, power: int) -> np.float32:
    total = np.float32(0)
    if power == 3:  # a loop of its own, which runs several pixels at a time
        for i in range(len(first)):
            gap = abs(first[i] - second[i])
            total += gap * gap * gap
    else:
        for i in range(len(first)):
            total += abs(first[i] - second[i]) ** power
    return total
