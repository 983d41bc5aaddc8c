"""Which id of a list stands in a line, and what ink each of its digits was read from."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkdigits.errors import InputError
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules._assign import assign
from inkdigits.reading.rules._decoding import NO_READING, DecodedDigit, Decoding
from inkdigits.reading.rules._free import read_free
from inkdigits.reading.rules._paths import leaving
from inkdigits.reading.rules._rule import Rule
from inkdigits.reading.rules._spell import INVENTED, MISSED, passing_weight, score_ids

MOST_ASSIGNED = 10**10
"""The squared number of lines by that of ids: assigning them takes about a minute."""


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
        free_total: log-weight of all its paths without the rule.

    Returns:
        The best id; no text where more than a third of its digits would be missed or invented.
    """
    weights = score_ids(lattice, rule.admitted_ids)
    return as_id(lattice, rule, int(weights.argmax()), weights, free_total)


def read_stack(lattices: Sequence[Lattice], rule: Rule) -> list[Decoding]:
    """Decode one line of each page of a stack, each id of a list being used at most once.

    Args:
        lattices: the line of each page on which the id stands.
        rule: with ids.

    Returns:
        A decoding for each page, of the id that is its own in the best joint assignment. Its
        confidence, and that of its runner-up, are those on the page alone: where only the other
        pages settle it, a low confidence or a runner-up that is likelier shows that.

    Raises:
        InputError: there are too many lines and ids to assign one to the other.
    """
    if len(lattices) ** 2 * len(rule.admitted_ids) > MOST_ASSIGNED:
        raise InputError(
            f"got {len(lattices):,} lines for {len(rule.admitted_ids):,} ids, more than can be "
            "assigned together; part the stack, or the list"
        )
    free = [read_free(lattice) for lattice in lattices]
    legible = [at for at, reading in enumerate(free) if reading.path is not None]
    found = [Decoding(None, 0.0, reason=NO_READING)] * len(lattices)
    ids = rule.admitted_ids
    weights = np.array([score_ids(lattices[at], ids) for at in legible]).reshape(-1, len(ids))
    for at, row, chosen in zip(legible, weights, assign(weights).tolist(), strict=True):
        if chosen < 0:
            reason = f"all {len(ids):,} ids fit other pages better"
            found[at] = Decoding(None, 0.0, reason=reason)
        else:
            found[at] = as_id(lattices[at], rule, chosen, row, free[at].log_total)
    return found


def as_id(
    lattice: Lattice,
    rule: Rule,
    chosen: int,
    weights: npt.NDArray[np.float64],
    free_total: float,
) -> Decoding:
    """Say what it means that a line holds the id at index `chosen`, given what all weigh in it."""
    ids = rule.admitted_ids
    number = ids[chosen]
    edges, edits = align(lattice, number)
    if 3 * edits > len(number):
        return Decoding(
            None,
            0.0,
            reason=f"the ink is none of {len(ids):,} ids: for {number}, the nearest, {edits} "
            "digits are missing or too many",
        )
    shares = posterior(weights)
    second = next((at for at in np.argsort(-weights)[:2].tolist() if at != chosen), None)
    return Decoding(
        rule.printed(number) or number,
        float(shares[chosen]),
        _digits(ids, shares, chosen, edges),
        None
        if second is None
        else (rule.printed(ids[second]) or ids[second], float(shares[second])),
        float(weights[chosen]) - free_total,
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
