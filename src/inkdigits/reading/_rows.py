"""Which digits stand beside each other: rows, from the places of the digits alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""(N, 2): x and y."""

_REACH = 3.2  # sizes of a digit from one middle to the next, at most
_NEAR = 2.2  # sizes within which neighbours tell how the rows lie
_RISE = 0.55  # sizes that a digit may stand above or below the one before it
_LEVEL = 0.7  # sizes that the parts of a row may stand above or below each other
_STEEPEST = 16.0  # degrees that rows may fall or rise; two unlike digits may seem to, by more
_TICK = 0.75  # times as large as a row's digits that things are which are none of them
_THROUGH = 0.6  # sizes of a digit by which these may be off its row's middle
_UNLIKE = 2.2  # times that a digit may be larger than its neighbour


@dataclass(frozen=True, eq=False)
class Rows:
    """Digits in rows.

    Attributes:
        rows: numbers of the digits of each row, from left to right; rows from top to bottom.
        angle: degrees clockwise that the rows fall to the right.
    """

    rows: list[list[int]]
    angle: float


def find_rows(middles: Points, sizes: npt.NDArray[np.float64]) -> Rows:
    """Put digits into rows.

    Args:
        middles: (N, 2), x and y, of upright digits.
        sizes: (N,), longer side of each.
    """
    if not len(middles):
        return Rows([], 0.0)
    angle = _angle(middles, sizes)
    level = turned(middles, -angle)
    links = _links(level, sizes)
    rows = _chains(links, len(middles))
    rows.sort(key=lambda row: float(np.mean(level[row, 1])))
    return Rows(_without_ticks(_joined(rows, level, sizes), level, sizes), angle)


def turned(points: Points, degrees: float) -> Points:
    """Points turned clockwise on the page, whose y grows downwards."""
    angle = np.deg2rad(degrees)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ matrix.T, np.float64)


def _angle(middles: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]) -> float:
    """The median direction from each digit to the nearest one on its right."""
    across = middles[None, :, 0] - middles[:, None, 0]
    down = middles[None, :, 1] - middles[:, None, 1]
    size = np.minimum(sizes[:, None], sizes[None])
    near = (across > 0.15 * size) & (np.abs(down) < 0.4 * across + 0.15 * size)
    distance = np.where(near, np.hypot(across, down) / size, np.inf)
    nearest = distance.argmin(axis=1)
    rows = np.flatnonzero(distance[np.arange(len(middles)), nearest] < _NEAR)
    if not len(rows):
        return 0.0
    right = nearest[rows]
    # Longer steps tell the direction better: the median is weighted by them.
    angles = np.rad2deg(np.arctan2(down[rows, right], across[rows, right]))
    order = np.argsort(angles)
    weights = across[rows, right][order].cumsum()
    angle = float(angles[order][np.searchsorted(weights, weights[-1] / 2)])
    return float(np.clip(angle, -_STEEPEST, _STEEPEST))


def _links(middles: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]) -> dict[int, int]:
    """From digits to their right neighbours."""
    across = middles[None, :, 0] - middles[:, None, 0]
    down = np.abs(middles[None, :, 1] - middles[:, None, 1])
    larger = np.maximum(sizes[:, None], sizes[None])
    smaller = np.minimum(sizes[:, None], sizes[None])
    fits = (
        (across > 0.05 * smaller)
        & (across < _REACH * larger)
        & (down < _RISE * smaller)
        & (larger < _UNLIKE * smaller)
    )
    costs = np.where(fits, across + 1.5 * down, np.inf)
    links: dict[int, int] = {}
    taken: set[int] = set()
    for flat in np.argsort(costs, axis=None):
        one, other = divmod(int(flat), len(middles))
        if not np.isfinite(costs[one, other]):
            break
        if one not in links and other not in taken:
            links[one] = other
            taken.add(other)
    return links


def _chains(links: dict[int, int], count: int) -> list[list[int]]:
    rows = []
    for first in sorted(set(range(count)) - set(links.values())):
        row = [first]
        while row[-1] in links:
            row.append(links[row[-1]])
        rows.append(row)
    return rows


def _joined(
    rows: list[list[int]], middles: Points, sizes: npt.NDArray[np.float64]
) -> list[list[int]]:
    """Rows beside each other are one with wide gaps."""
    lines: list[list[list[int]]] = []
    for row in rows:
        line = next((one for one in lines if _fits(row, one, middles, sizes)), None)
        if line is None:
            lines.append([row])
        else:
            line.append(row)
    for line in lines:
        line.sort(key=lambda part: float(middles[part[0], 0]))
    return [[digit for part in line for digit in part] for line in lines]


def _without_ticks(
    rows: list[list[int]], middles: Points, sizes: npt.NDArray[np.float64]
) -> list[list[int]]:
    """Leave out rows of small things that run through a row of larger ones: a comb's ticks."""
    high = [float(np.median(sizes[row])) for row in rows]
    down = [float(np.median(middles[row, 1])) for row in rows]
    ends = [(middles[row, 0].min(), middles[row, 0].max()) for row in rows]
    kept = []
    for k, row in enumerate(rows):
        middle = sum(ends[k]) / 2
        through = any(
            high[k] < _TICK * other
            and abs(down[k] - down[n]) < _THROUGH * other
            and ends[n][0] - other < middle < ends[n][1] + other
            for n, other in enumerate(high)
        )
        if not through:
            kept.append(row)
    return kept


def _fits(
    row: list[int], line: list[list[int]], middles: Points, sizes: npt.NDArray[np.float64]
) -> bool:
    """Whether a row lies in a gap of a line or at an end of it, level with what is next to it."""
    x, y = middles.T
    left = [part for part in line if x[part[-1]] < x[row[0]]]
    right = [part for part in line if x[row[-1]] < x[part[0]]]
    if len(left) + len(right) < len(line):
        return False
    next_to = []
    if left:
        next_to.append((max(left, key=lambda part: float(x[part[-1]]))[-1], row[0]))
    if right:
        next_to.append((row[-1], min(right, key=lambda part: float(x[part[0]]))[0]))
    return all(abs(y[a] - y[b]) < _LEVEL * (sizes[a] + sizes[b]) / 2 for a, b in next_to)
