from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._distance import Candidates

_SPARE = 16  # neighbours beyond those wanted, so that rounding seldom reaches them
_ROUNDING = float(np.finfo(np.float32).eps)


@dataclass(frozen=True)
class Search:
    """Finds the rows nearest to a picture by Euclid's distance, among all of them.

    Attributes:
        rows: (N, D) float32, in gray levels of 0 to 255.
        squares: (N,) float32, each row's squared length.
    """

    rows: FloatArray
    squares: FloatArray

    @classmethod
    def among(cls, pictures: FloatArray) -> "Search":
        """Get ready to search (N, D) float32 pictures in [0, 1]."""
        rows = _gray_levels(pictures)
        return cls(rows, np.einsum("nd,nd->n", rows, rows))

    def roughly(self, pictures: FloatArray, count: int) -> Candidates:
        """The `count` nearest rows of each picture, in rising order of row.

        Rounding in float32 may swap one near the edge of the list for the next.

        Args:
            pictures: (B, D) float32 in [0, 1]; B · N numbers are held at once.
            count: 1 to N.

        Returns:
            (B, count) intp.
        """
        nearest, _ = self._nearest(_gray_levels(pictures), count)
        return np.sort(nearest, axis=1)

    def exactly(
        self, pictures: FloatArray, count: int
    ) -> tuple[Candidates, npt.NDArray[np.float64]]:
        """The `count` nearest rows of each picture, nearest first, equally near ones by row.

        Float32 finds a few more than wanted, whose distances are then worked out in float64, where
        those of whole gray levels are exact. Where rounding could have hidden a nearer row, more
        are looked at.

        Args:
            pictures: (B, D) float32 in [0, 1]; B · N numbers are held at once.
            count: 1 to N.

        Returns:
            (B, count) intp, and (B, count) float64, their squared distances in gray levels.
        """
        digits = _gray_levels(pictures)
        found = np.empty((len(digits), count), np.intp)
        distances = np.empty((len(digits), count), np.float64)
        open_rows = np.arange(len(digits))
        wanted = count + _SPARE
        while len(open_rows):
            wanted = min(wanted, len(self.rows))
            nearest, reach = self._nearest(digits[open_rows], wanted)
            done = np.empty(len(open_rows), bool)
            for at, row in enumerate(open_rows):
                rows, gaps = self._sorted(digits[row], nearest[at], count)
                found[row], distances[row] = rows, gaps
                done[at] = wanted == len(self.rows) or gaps[-1] < reach[at]
            open_rows = open_rows[~done]
            wanted *= 4
        return found, distances

    def _nearest(
        self, digits: FloatArray, count: int
    ) -> tuple[Candidates, npt.NDArray[np.float64]]:
        # Squared distances less the digit's own squared length, which changes no order.
        gaps = digits @ self.rows.T
        gaps *= -2
        gaps += self.squares
        last = count - 1
        nearest = np.argpartition(gaps, last, axis=1)[:, :count]
        own = np.einsum("nd,nd->n", digits, digits, dtype=np.float64)
        reach = np.take_along_axis(gaps, nearest[:, last:], axis=1)[:, 0] + own
        # A sum of D products in float32 is off by no more than D roundings of their greatest size.
        slack = 4 * _ROUNDING * self.rows.shape[1] * (own + float(self.squares.max()))
        return nearest, reach - slack

    def _sorted(
        self, digit: FloatArray, rows: npt.NDArray[np.intp], count: int
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
        rows = np.sort(rows)
        differences = self.rows[rows].astype(np.float64) - digit
        gaps = np.einsum("nd,nd->n", differences, differences)
        order = np.argsort(gaps, kind="stable")[:count]
        return rows[order], gaps[order]


def _gray_levels(pictures: FloatArray) -> FloatArray:
    # Pictures that were scaled from uint8 become whole numbers again, whose squares add up exactly.
    levels = pictures * np.float32(255)
    whole = np.rint(levels)
    return whole if np.allclose(levels, whole, rtol=0, atol=1e-3) else levels
