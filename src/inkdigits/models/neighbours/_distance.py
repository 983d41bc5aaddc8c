from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray

Prepared: TypeAlias = npt.NDArray[Any]
"""One row for each picture, of whatever a distance needs of it."""

Candidates: TypeAlias = npt.NDArray[np.intp]
"""(N, C): for each digit the rows of the prototypes it is compared with."""


class Distance(Protocol):
    """How far two digits are apart; the smaller, the more alike. It need not be symmetric."""

    def prepare(self, pictures: FloatArray) -> Prepared:
        """Work out once for each picture what every comparison with it needs.

        Args:
            pictures: (N, S·S) float32 in [0, 1], square pictures row by row.

        Returns:
            N rows.
        """

    def distances(
        self, digits: Prepared, prototypes: Prepared, candidates: Candidates
    ) -> FloatArray:
        """Compare each digit with its candidates.

        Args:
            digits: (N, ...) what `prepare` returned for the digits to read.
            prototypes: (M, ...) what it returned for the digits that are known.
            candidates: (N, C) intp, rows of `prototypes`.

        Returns:
            (N, C) float32, at least 0; infinite where a candidate was given up early.
        """


def side_of(pictures: FloatArray) -> int:
    """The edge S of square pictures that lie as rows (N, S·S)."""
    side: int = round(pictures.shape[1] ** 0.5)
    return side
