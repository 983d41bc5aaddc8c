from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.models.boosting._features import Integers
from inkdigits.models.boosting._threads import in_threads


@dataclass(frozen=True)
class Rounds:
    """What boosting has found: R rounds, each a product of T stumps, each on C table entries.

    A stump is +1 where its entries, times its coefficients, sum to its threshold or more, else -1.

    Attributes:
        positions: (R, T, C) int32, which entries of the table.
        coefficients: (R, T, C) int32.
        thresholds: (R, T) int32.
        votes: (R, 10) float64: a round adds its votes, times the product of its stumps.
    """

    positions: Integers
    coefficients: Integers
    thresholds: Integers
    votes: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.votes)

    def part(self, first: int, end: int) -> "Rounds":
        """The rounds from `first` on, before `end`."""
        return Rounds(
            self.positions[first:end],
            self.coefficients[first:end],
            self.thresholds[first:end],
            self.votes[first:end],
        )

    def scores(self, tables: Integers) -> npt.NDArray[np.float64]:
        """The sum of all votes for each class: `tables` (N, P) int32 to (N, 10) float64."""
        from inkdigits.models.boosting._kernels import CLASSES, add_votes

        scores = np.zeros((len(tables), CLASSES))
        found = (self.positions, self.coefficients, self.thresholds, self.votes)
        in_threads(lambda part: add_votes(scores[part], tables[part], *found), len(tables))
        return scores


@dataclass(frozen=True)
class Stump:
    """One stump: see `Rounds`."""

    positions: Integers
    coefficients: Integers
    threshold: int

    @classmethod
    def always(cls, corners: int) -> "Stump":
        """The one that says +1 whatever it sees."""
        nothing = np.zeros(corners, np.int32)
        return cls(nothing, nothing, 0)

    def respond(self, table: Integers) -> FloatArray:
        """What it says of each example: `table` (P, N) int32 to (N,) float32 of ±1."""
        from inkdigits.models.boosting._kernels import respond

        said: FloatArray = respond(table, self.positions, self.coefficients, self.threshold)
        return said


def stack_rounds(products: list[list[Stump]], votes: list[npt.NDArray[np.float64]]) -> Rounds:
    """Put the rounds found one by one together."""
    return Rounds(
        np.array([[stump.positions for stump in product] for product in products], np.int32),
        np.array([[stump.coefficients for stump in product] for product in products], np.int32),
        np.array([[stump.threshold for stump in product] for product in products], np.int32),
        np.array(votes),
    )
