"""Shape contexts: where, seen from one point of an outline, the others lie, in log-polar bins."""

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.models.neighbours._compiled import FAR, compiled

SECTORS = 12
BINS = 5 * SECTORS


@compiled
def count_contexts(outlines: FloatArray) -> Uint8Array:
    """Count, for each point, the others in each of 5 rings and 12 sectors around it.

    The rings end at 1/8, 1/4, 1/2, 1 and 2 mean distances of the outline's points.

    Args:
        outlines: (N, P, 2) float32, P points each.

    Returns:
        (N, 60, P) uint8.
    """
    count = outlines.shape[1]
    out = np.zeros((len(outlines), BINS, count), np.uint8)
    for at in range(len(outlines)):
        xs, ys = outlines[at, :, 0], outlines[at, :, 1]
        total = np.float32(0)
        for i in range(count):
            for j in range(count):
                total += np.sqrt((xs[j] - xs[i]) ** 2 + (ys[j] - ys[i]) ** 2)
        unit = max(total / (count * count), np.float32(1e-6)) ** 2
        for i in range(count):
            for j in range(count):
                place = _bin(xs[j] - xs[i], ys[j] - ys[i], unit)
                if i != j and place < BINS:
                    out[at, place, i] += 1
    return out


@compiled
def _bin(dx: float, dy: float, unit: float) -> int:
    far = (dx * dx + dy * dy) / unit
    ring = (far >= 1 / 64) + (far >= 1 / 16) + (far >= 1 / 4) + (far >= 1) + (far >= 4)
    wide, tall = abs(dx), abs(dy)
    # The tangents of 30 and 60 degrees divide a quarter turn in three.
    sector = int(tall >= 0.57735027 * wide) + int(tall >= 1.7320508 * wide)
    if dy >= 0:
        sector = sector if dx >= 0 else 5 - sector
    else:
        sector = 6 + sector if dx < 0 else 11 - sector
    return ring * SECTORS + sector


@compiled
def match_costs(
    counts: Uint8Array,
    normals: FloatArray,
    others: Uint8Array,
    other_normals: FloatArray,
    turning: float,
    rows: int,
) -> FloatArray:
    """What it costs to match the points of outlines with those of others, pair by pair.

    The χ² distance of the two contexts, and half of 1 less the cosine between the edges there.

    Args:
        counts: (M or 1, 60, P) uint8, from `count_contexts`; one outline is compared with all.
        normals: (P, 2) float32, of every outline in `counts`.
        others: (M, 60, P) uint8.
        other_normals: (M, P, 2) float32.
        turning: the share of the edges' directions in the cost, 0 to 1.
        rows: only so many points of each outline are matched.

    Returns:
        (M, rows, P) float32, from 0 to 1.
    """
    points = counts.shape[2]
    own, other = np.empty((BINS, points), np.float32), np.empty((BINS, points), np.float32)
    out = np.empty((len(others), rows, points), np.float32)
    share = np.float32(turning)
    for at in range(len(others)):
        if at < len(counts):
            _normalize(counts[at], own)
        _normalize(others[at], other)
        for i in range(rows):
            line = out[at, i]
            _chi_squared(own[:, i].copy(), other, line)
            for j in range(points):
                turn = (1 - _dot(normals[i], other_normals[at, j])) / 2
                line[j] = max((1 - share) * line[j] + share * turn, np.float32(0))
    return out


@compiled
def _dot(first: FloatArray, second: FloatArray) -> np.float32:
    product: np.float32 = first[0] * second[0] + first[1] * second[1]
    return product


@compiled
def _normalize(counts: Uint8Array, out: FloatArray) -> None:
    totals = np.zeros(counts.shape[1], np.float32)
    for k in range(BINS):
        here = counts[k]
        for j in range(len(totals)):
            totals[j] += np.float32(here[j])
    for k in range(BINS):
        here, share = counts[k], out[k]
        for j in range(len(totals)):
            share[j] = np.float32(here[j]) / max(totals[j], np.float32(1))


@compiled
def _chi_squared(one: FloatArray, many: FloatArray, out: FloatArray) -> None:
    # Of two histograms that sum to 1: ½ Σ (g − h)² / (g + h) = 1 − 2 Σ g h / (g + h).
    out.fill(1)
    for k in range(BINS):
        g, here = one[k], many[k]
        if g > 0:
            for j in range(len(out)):
                out[j] -= 2 * g * (here[j] / (g + here[j]))


@compiled
def mean_least(costs: FloatArray) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The mean over rows of each row's least cost, and the same over columns; (M, R, P) to (M,)."""
    count, rows, columns = costs.shape
    by_row, by_column = np.zeros(count, np.float32), np.zeros(count, np.float32)
    least = np.empty(columns, np.float32)
    for at in range(count):
        least.fill(FAR)
        for i in range(rows):
            line, lowest = costs[at, i], np.float32(FAR)
            for j in range(columns):
                lowest = min(lowest, line[j])
                least[j] = min(least[j], line[j])
            by_row[at] += lowest / rows
        for j in range(columns):
            by_column[at] += least[j] / columns
    return by_row, by_column
