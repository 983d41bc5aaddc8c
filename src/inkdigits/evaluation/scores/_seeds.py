import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, stdev
from typing import Any

from inkdigits.errors import InputError


@dataclass(frozen=True)
class SeedSummary:
    """Several runs of one recipe as one figure.

    Attributes:
        runs: how many, at least 2.
        mean: of their accuracies.
        std: sample standard deviation (n - 1) of the accuracies: how far one run lies from the
            mean; the mean itself is surer, by the square root of `runs`.
        min: the lowest accuracy.
        max: the highest one.
    """

    runs: int
    mean: float
    std: float
    min: float
    max: float

    def to_json(self) -> dict[str, Any]:
        """The summary as a JSON object."""
        return asdict(self)


def summarise_seeds(accuracies: Sequence[float]) -> SeedSummary:
    """Mean and spread of the accuracies of several runs on the same digits.

    Args:
        accuracies: at least two, in [0, 1].

    Raises:
        InputError: there are fewer than two, or one is no number.
    """
    if len(accuracies) < 2 or not all(map(math.isfinite, accuracies)):
        raise InputError(f"got the accuracies {list(accuracies)}, wanted at least two numbers")
    return SeedSummary(
        runs=len(accuracies),
        mean=fmean(accuracies),
        std=stdev(accuracies),
        min=min(accuracies),
        max=max(accuracies),
    )
