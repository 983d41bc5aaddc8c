"""The inner loops of the search for a stump, compiled by Numba; the first two run in threads."""

from typing import Any

import numba
import numpy as np

from inkdigits.models.boosting._kernels import CLASSES, feature_values

BINS = 256
_GLIMPSE = 16
"""To find a common bin, every so manieth example is enough."""


@numba.njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def list_bins(table: Any, positions: Any, coefficients: Any, members: Any, bins: Any) -> Any:
    """Sort the examples into at most 256 bins by each feature, and list who is in which.

    One bin's examples are not listed, a common one's: what is left of the total is theirs. On
    MNIST, four fifths of all pixels are 0.

    Args:
        table: (P, N) int32.
        positions: (F, C) integers; the rows of `table` that a feature sums.
        coefficients: (F, C) integers; what it multiplies them by.
        members: (F, N) int32 to fill with examples, and
        bins: (F, N) uint8 with their bins; the first `sizes` of either row count.

    Returns:
        (F,) sizes; the bins not listed; the features' least values; the shifts: a value's bin is
        (value - least) >> shift.
    """
    count, examples = len(positions), table.shape[1]
    sizes = np.zeros(count, np.int64)
    unlisted = np.zeros(count, np.int64)
    least = np.zeros(count, np.int64)
    shifts = np.zeros(count, np.int64)
    for feature in range(count):
        values = feature_values(table, positions[feature], coefficients[feature])
        low = values.min()
        span = values.max() - low
        shift = 0
        while span >> shift >= BINS:
            shift += 1
        filled = np.zeros(BINS, np.int64)
        for n in range(0, examples, _GLIMPSE):
            filled[(values[n] - low) >> shift] += 1
        common = np.argmax(filled)
        size = 0
        for n in range(examples):
            place = (values[n] - low) >> shift
            members[feature, size] = n
            bins[feature, size] = place
            # Without a branch, which would be foreseen badly.
            size += place != common
        sizes[feature] = size
        unlisted[feature] = common
        least[feature] = low
        shifts[feature] = shift
    return sizes, unlisted, least, shifts


@numba.njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def best_cuts(
    members: Any, bins: Any, sizes: Any, unlisted: Any, signed: Any, factors: Any, total: Any
) -> Any:
    """The best cut of each feature, by the edge of the stump with the best votes.

    A stump says +1 above its cut and -1 up to it; its edge is the sum over the classes of
    |the signed weights above - those below|.

    Args:
        members: (F, N) int32, as `list_bins` fills and returns it and the next three.
        bins: (F, N) uint8.
        sizes: (F,).
        unlisted: (F,).
        signed: (N, 10) float32, each weight times its label, ±1.
        factors: (N,) float32; what multiplies the rows of `signed`.
        total: (10,) the sum of these products.

    Returns:
        (F,) float64 edges; (F,) the last bin below each cut, -1 where the best is to say +1 always.
    """
    count = len(sizes)
    edges = np.zeros(count, np.float64)
    cuts = np.full(count, -1, np.int64)
    for feature in range(count):
        sums = np.zeros((BINS, CLASSES), np.float32)
        for k in range(sizes[feature]):
            n = members[feature, k]
            b = bins[feature, k]
            factor = factors[n]
            for c in range(CLASSES):
                sums[b, c] += factor * signed[n, c]
        above = np.empty(CLASSES, np.float64)
        edge = 0.0
        for c in range(CLASSES):
            above[c] = total[c]
            edge += abs(total[c])
            rest = total[c]
            for b in range(BINS):
                rest -= sums[b, c]
            sums[unlisted[feature], c] = rest
        for b in range(BINS - 1):
            found = 0.0
            for c in range(CLASSES):
                above[c] -= sums[b, c]
                found += abs(2 * above[c] - total[c])
            if found > edge:
                edge = found
                cuts[feature] = b
        edges[feature] = edge
    return edges, cuts


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def sum_classes(signed: Any, factors: Any) -> Any:
    """The sums over the examples of `signed` (N, 10) times `factors` (N,): (10,) float64."""
    total = np.zeros(CLASSES, np.float64)
    for n in range(len(signed)):
        for c in range(CLASSES):
            total[c] += factors[n] * signed[n, c]
    return total


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def sign_weights(weights: Any, labels: Any, rows: Any, factors: Any) -> Any:
    """Some rows of the weights, times factors, negative but for the own class: (R, 10) float32."""
    signed = np.empty((len(rows), CLASSES), np.float32)
    for k in range(len(rows)):
        for c in range(CLASSES):
            signed[k, c] = -weights[rows[k], c] * factors[k]
        own = labels[rows[k]]
        signed[k, own] = -signed[k, own]
    return signed
