"""The best reading of a line of which nothing is known, by one pass over its lattice."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.reading._lattice import Lattice
from inkdigits.reading.rules._paths import Step


@dataclass(frozen=True, eq=False)
class FreeReading:
    """The best path and the weight of all.

    Attributes:
        path: from the first node to the last; None where there is none of any weight.
        log_weight: natural logarithm of the weight of all paths that give the same digits.
        log_total: the same of all paths.
    """

    path: list[Step] | None
    log_weight: float
    log_total: float


def read_free(lattice: Lattice) -> FreeReading:
    """Find the best path, and what it and all others weigh.

    All weights are taken relative to the best path up to the same node (its Viterbi score), which
    keeps them near 1, so that plain sums do instead of sums of logarithms.
    """
    shape = (len(lattice.edges), 10)
    scores = np.array([edge.scores for edge in lattice.edges], np.float64).reshape(shape)
    skips = np.array([edge.skip for edge in lattice.edges], np.float64)
    digits = scores.argmax(axis=1).tolist()
    tops = scores.max(axis=1).tolist()
    best = [-math.inf] * lattice.nodes
    best[0] = 0.0
    back: list[tuple[int, int | None]] = [(-1, None)] * lattice.nodes
    for index, edge in enumerate(lattice.edges):
        top, skip = tops[index], edge.skip
        weight = best[edge.start] + max(top, skip)
        if weight > best[edge.end]:
            best[edge.end] = weight
            back[edge.end] = index, digits[index] if top >= skip else None
    if best[-1] == -math.inf:
        return FreeReading(None, -math.inf, -math.inf)
    path = _traced(lattice, back)
    spans = [(edge.start, edge.end) for edge in lattice.edges]
    # An edge that nothing of any weight leads to, or that has none itself, carries none.
    offset = np.array(
        [
            best[start] - best[end] if min(best[start], best[end]) > -math.inf else -math.inf
            for start, end in spans
        ]
    )
    number = [digit for _, digit in path if digit is not None]
    relative = np.exp(scores + offset[:, None]), np.exp(skips + offset)
    weight, total = _sums(lattice, *relative, number)
    return FreeReading(path, best[-1] + math.log(weight), best[-1] + math.log(total))


def _traced(lattice: Lattice, back: list[tuple[int, int | None]]) -> list[Step]:
    path: list[Step] = []
    node = lattice.nodes - 1
    while node > 0:
        index, digit = back[node]
        path.append((lattice.edges[index], digit))
        node = lattice.edges[index].start
    return path[::-1]


def _sums(
    lattice: Lattice,
    scores: npt.NDArray[np.float64],
    skips: npt.NDArray[np.float64],
    number: list[int],
) -> tuple[float, float]:
    """The weight of all paths that give `number`, and of all paths."""
    either = (scores.sum(axis=1) + skips).tolist()
    fitting, passing = scores[:, number].tolist(), skips.tolist()
    total = [1.0] + [0.0] * (lattice.nodes - 1)
    spelled = [[0.0] * (len(number) + 1) for _ in range(lattice.nodes)]
    spelled[0][0] = 1.0
    for index, edge in enumerate(lattice.edges):
        total[edge.end] += total[edge.start] * either[index]
        here, after, fits = spelled[edge.start], spelled[edge.end], fitting[index]
        skip = passing[index]
        for position, weight in enumerate(here):
            if weight:
                after[position] += weight * skip
                if position < len(number):
                    after[position + 1] += weight * fits[position]
    return spelled[-1][-1], total[-1]
