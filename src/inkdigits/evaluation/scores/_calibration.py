from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import Labels, Probabilities


@dataclass(frozen=True)
class ReliabilityBin:
    """The answers whose confidence lies in (lower, upper].

    Attributes:
        lower: confidence at which the bin begins; the first bin also holds 0 itself.
        upper: confidence at which it ends.
        count: number of answers in it.
        right: how many of these are right.
        confidence: their mean confidence; the middle of the bin where there are none.
    """

    lower: float
    upper: float
    count: int
    right: int
    confidence: float

    @property
    def accuracy(self) -> float:
        """Share of right answers; 0 where there are none."""
        return self.right / self.count if self.count else 0.0


def reliability_bins(
    probabilities: Probabilities, labels: Labels, bins: int = 15
) -> tuple[ReliabilityBin, ...]:
    """Sort the answers by confidence into bins of equal width, and count the right ones.

    Args:
        probabilities: (N, 10) float32; an answer's confidence is the largest of its row.
        labels: (N,) uint8.
        bins: how many; 15 is what the literature compares with.

    Returns:
        All bins, empty ones included, from confidence 0 to 1.
    """
    edges = np.linspace(0.0, 1.0, bins + 1)
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    place = np.digitize(confidence, edges[1:-1], right=True)
    counts = np.bincount(place, minlength=bins)
    rights = np.bincount(place, weights=right, minlength=bins)
    sums = np.bincount(place, weights=confidence, minlength=bins)
    return tuple(
        ReliabilityBin(
            lower=float(edges[i]),
            upper=float(edges[i + 1]),
            count=int(counts[i]),
            right=int(rights[i]),
            confidence=float(sums[i] / counts[i] if counts[i] else edges[i : i + 2].mean()),
        )
        for i in range(bins)
    )


def expected_calibration_error(bins: tuple[ReliabilityBin, ...]) -> float:
    """How far, on average, confidence and accuracy lie apart: 0 is perfect.

    The mean over the bins of |accuracy - confidence|, weighted by the answers in each (Guo, Pleiss,
    Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3, with the
    15 bins of their section 5).

    Args:
        bins: from `reliability_bins`, at least one of them not empty.
    """
    total = sum(part.count for part in bins)
    return sum(part.count * abs(part.accuracy - part.confidence) for part in bins) / total
