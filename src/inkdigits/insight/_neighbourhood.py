from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Labels


@dataclass(frozen=True)
class Neighbourhood:
    """How well a map keeps like with like.

    Attributes:
        same: share of the digits whose nearest neighbour on the map is the same digit.
        confused: the two different digits that are nearest neighbours most often; None where
            every neighbour is the same digit.
    """

    same: float
    confused: tuple[int, int] | None


def neighbourhood(points: FloatArray, labels: Labels) -> Neighbourhood:
    """Look at each point's nearest neighbour on the map.

    Args:
        points: (N, 2) float32, N at least 2.
        labels: (N,) uint8.
    """
    nearest = _nearest(points)
    pairs = np.zeros((10, 10), dtype=np.int64)
    np.add.at(pairs, (labels, labels[nearest]), 1)
    mixed = np.triu(pairs + pairs.T, k=1)
    first, second = np.unravel_index(int(mixed.argmax()), mixed.shape)
    return Neighbourhood(
        same=float(np.trace(pairs) / len(labels)),
        confused=(int(first), int(second)) if mixed.any() else None,
    )


def _nearest(points: FloatArray) -> npt.NDArray[np.intp]:
    nearest = np.empty(len(points), dtype=np.intp)
    for start in range(0, len(points), 500):  # 500 rows of distances at a time, not N x N at once
        part = points[start : start + 500].astype(np.float64)
        distances = ((part[:, None] - points[None]) ** 2).sum(axis=-1)
        rows = np.arange(len(part))
        distances[rows, start + rows] = np.inf  # nobody is their own neighbour
        nearest[start : start + 500] = distances.argmin(axis=1)
    return nearest
