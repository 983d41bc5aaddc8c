"""Small random lattices, and every reading of one written out: the oracle of these tests."""

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from inkdigits.reading._lattice import Edge, Lattice


def random_lattice(
    seed: int, pieces: int, longest: int = 3, digits: int = 10, impossible: float = 0.1
) -> Lattice:
    """A line of some pieces of ink, up to `longest` of which may make one digit."""
    rng = np.random.default_rng(seed)
    edges = []
    for start in range(pieces):
        for end in range(start + 1, min(start + longest, pieces) + 1):
            scores = rng.normal(-2, 2, 10).astype(np.float32)
            scores[digits:] = -np.inf
            scores[rng.random(10) < impossible] = -np.inf
            skip = -np.inf if rng.random() < 0.4 else float(rng.normal(-3, 2))
            edges.append(Edge(start, end, scores, skip, (10 * start, 0, 10 * (end - start), 9)))
    gaps = frozenset(np.flatnonzero(rng.random(pieces + 1) < 0.3).tolist())
    return Lattice(pieces + 1, tuple(edges), gaps)


def line(number: str, doubt: float = 1e-3, skip: float = -9.0) -> Lattice:
    """A line whose digits stand apart and are read with little doubt."""
    edges = []
    for at, digit in enumerate(number):
        scores = np.full(10, math.log(doubt / 9), np.float32)
        scores[int(digit)] = math.log(1 - doubt)
        edges.append(Edge(at, at + 1, scores, skip, (20 * at, 5, 15, 25)))
    return Lattice(len(number) + 1, tuple(edges))


def readings(lattice: Lattice, node: int = 0) -> Iterator[tuple[str, float]]:
    """Every path from `node` on: its digits and its log-weight."""
    if node == lattice.nodes - 1:
        yield "", 0.0
        return
    for edge in lattice.edges:
        if edge.start == node:
            for rest, weight in readings(lattice, edge.end):
                for digit, score in enumerate(edge.scores.astype(np.float64)):
                    yield f"{digit}{rest}", weight + float(score)
                yield rest, weight + edge.skip


def text_weights(lattice: Lattice) -> dict[str, float]:
    """The log-weight of every number that any path of some weight gives."""
    found: dict[str, list[float]] = defaultdict(list)
    for number, weight in readings(lattice):
        if weight > -math.inf:
            found[number].append(weight)
    return {number: float(np.logaddexp.reduce(weights)) for number, weights in found.items()}
