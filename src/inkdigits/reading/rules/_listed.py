"""Which id of a list stands in a line, and what ink each of its digits was read from."""

import math

import numpy as np
import numpy.typing as npt

from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules._decoding import DecodedDigit, Decoding
from inkdigits.reading.rules._paths import leaving
from inkdigits.reading.rules._rule import Rule
from inkdigits.reading.rules._spell import INVENTED, MISSED, passing_weight, score_ids


def posterior(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Turn the log-weights of ids, (..., ids) as `score_ids` gives them, into probabilities.

    Each row of the result sums to 1: all ids are taken to be equally likely beforehand.
    """
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: npt.NDArray[np.float64] = odds / odds.sum(axis=-1, keepdims=True)
    return shares


def read_listed(lattice: Lattice, rule: Rule, free_total: float) -> Decoding:
    """Decode a line whose number is one of `rule.admitted_ids`.

    Args:
        lattice: the line; some path through it has weight.
        rule: with ids.
        free_total: log-weight of all paths that any reading takes.

    Returns:
        The best id. None where more than half of its digits would have to be missed or invented.
    """
    ids = rule.admitted_ids
    weights = score_ids(lattice, ids)
    shares = posterior(weights)
    first, *others = np.argsort(-weights, kind="stable")[:2].tolist()
    edges, edits = align(lattice, ids[first])
    if 2 * edits > len(ids[first]):
        return Decoding(
            None,
            0.0,
            reason=f"the ink is no number {rule}: even {ids[first]}, the nearest, is off by "
            f"{edits} digits missed or invented",
        )
    return Decoding(
        rule.printed(ids[first]) or ids[first],
        float(shares[first]),
        _digits(ids, shares, first, edges),
        next(((rule.printed(ids[o]) or ids[o], float(shares[o])) for o in others), None),
        float(weights[first]) - free_total,
    )


def align(lattice: Lattice, number: str) -> tuple[list[Edge | None], int]:
    """The best path of one number through a line.

    Returns:
        For each of its digits the edge it was read from, None where it has no ink; and how many
        digits were missed or invented on the way.
    """
    best = {(0, 0): 0.0}
    back: dict[_Place, tuple[_Place, Edge | None]] = {}

    def reach(place: _Place, source: _Place, weight: float, edge: Edge | None) -> None:
        if best[source] + weight > best.get(place, -math.inf):
            best[place] = best[source] + weight
            back[place] = source, edge

    for node, edges in enumerate(leaving(lattice)):
        for read in range(len(number)):
            if (node, read) in best:
                reach((node, read + 1), (node, read), MISSED, None)
        for edge in edges:
            passing = passing_weight(edge, INVENTED)
            for read in range(len(number) + 1):
                if (node, read) in best:
                    reach((edge.end, read), (node, read), passing, edge)
                    for digit in map(int, number[read : read + 1]):
                        weight = float(edge.scores[digit])
                        reach((edge.end, read + 1), (node, read), weight, edge)
    return _traced(back, (lattice.nodes - 1, len(number)))


_Place = tuple[int, int]
"""A node, and how many digits lie before it."""


def _traced(
    back: dict[_Place, tuple[_Place, Edge | None]], place: _Place
) -> tuple[list[Edge | None], int]:
    edges: list[Edge | None] = []
    edits = 0
    while place != (0, 0):
        source, edge = back[place]
        if source[1] < place[1]:
            edges.append(edge)
            edits += edge is None
        elif edge is not None:
            edits += passing_weight(edge, INVENTED) > edge.skip + math.log(2)
        place = source
    return edges[::-1], edits


def _digits(
    ids: tuple[str, ...],
    shares: npt.NDArray[np.float64],
    chosen: int,
    edges: list[Edge | None],
) -> tuple[DecodedDigit, ...]:
    """The digits of one id, each with its probabilities over all ids of the same length."""
    number = ids[chosen]
    inked = [at for at, edge in enumerate(edges) if edge is not None]
    alike = [(at, other) for at, other in enumerate(ids) if len(other) == len(number)]
    found = []
    for at, edge in enumerate(edges):
        column = [int(other[at]) for _, other in alike]
        odds = np.bincount(column, shares[[index for index, _ in alike]], 10)
        nearest = edges[min(inked, key=lambda place: abs(place - at))]
        assert nearest is not None
        probabilities = (odds / odds.sum()).astype(np.float32)
        found.append(DecodedDigit(int(number[at]), edge, nearest.box, probabilities))
    return tuple(found)
