from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels
from inkdigits.models.boosting._binned import BinnedFeatures, Room
from inkdigits.models.boosting._features import Features, Integers
from inkdigits.models.boosting._rounds import Rounds, Stump, stack_rounds
from inkdigits.models.boosting._search import find_product

_SAME_ROWS = 10
"""For how many rounds the search looks at the same examples, before they are drawn anew."""

_NOTHING, _PERFECT = 1e-9, 1 - 1e-9
"""Edges from which on a round tells nothing, or everything."""


def boost(
    table: Integers,
    labels: Labels,
    draw: Callable[[], Features],
    rounds: int,
    terms: int,
    seen: int,
    rng: np.random.Generator,
    progress: Callable[[int, int], None],
) -> Rounds:
    """AdaBoost.MH (Schapire and Singer 1999, Machine Learning 37(3)).

    Ten binary questions per example, "is it this digit?", each with its weight; half of the weight
    lies on the questions to answer with yes. A round adds a vector of votes times a product of
    stumps; the votes' signs are the best for each class, their common size
    ½ ln((1 + edge) / (1 - edge)).

    Args:
        table: (P, N) int32, what features are sums of; an example's a column.
        labels: (N,) uint8. A class without examples gets no weight and no votes.
        draw: what a round can choose from.
        rounds: at most; it ends sooner at a round without an error or without an edge.
        terms: stumps in a product.
        seen: examples that the search for a product looks at, drawn by their weight; where there
            are no more, it looks at all. Votes and weights are always those of all examples.
        rng: where chance comes from.
        progress: called after each round with the rounds done and `rounds`.

    Returns:
        One round at least.
    """
    from inkdigits.models.boosting._cuts import sign_weights
    from inkdigits.models.boosting._kernels import class_edges, reweigh

    weights = _first_weights(labels)
    room = None
    products: list[list[Stump]] = []
    votes: list[npt.NDArray[np.float64]] = []
    for number in range(rounds):
        if number % _SAME_ROWS == 0:
            rows, factors = _draw_rows(weights.sum(axis=1), seen, rng)
            part = table if len(rows) == len(labels) else np.take(table, rows, axis=1)
        features = draw()
        room = room or _make_room(len(features[0]), len(labels))
        signed = sign_weights(weights, labels, rows, factors)
        product = find_product(part, signed, BinnedFeatures(part, features, room), terms)
        response = np.prod([stump.respond(table) for stump in product], axis=0)
        edges = class_edges(weights, labels, response)
        edge = min(float(np.abs(edges).sum()), _PERFECT)
        products.append(product)
        votes.append(np.sign(edges) * np.arctanh(edge))
        reweigh(weights, labels, response, votes[-1])
        progress(number + 1, rounds)
        if not _NOTHING < edge < _PERFECT:
            break
    return stack_rounds(products, votes)


def _make_room(features: int, examples: int) -> Room:
    return np.empty((features, examples), np.int32), np.empty((features, examples), np.uint8)


def _first_weights(labels: Labels) -> npt.NDArray[np.float64]:
    """(N, 10), their sum 1: half of it on each example's own class, half on the others."""
    present = np.bincount(labels, minlength=10) > 0
    weights = np.tile(present / max(present.sum() - 1, 1), (len(labels), 1))
    weights[np.arange(len(labels)), labels] = 1
    weights /= weights.sum()
    return weights


def _draw_rows(
    weights: npt.NDArray[np.float64], seen: int, rng: np.random.Generator
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Examples by their weight, and what to multiply their weights by for unbiased sums.

    Systematic sampling: points evenly apart on the line of all weights, the first left to chance.
    """
    if seen >= len(weights):
        return np.arange(len(weights)), np.ones(len(weights))
    line = np.cumsum(weights)
    points = (rng.random() + np.arange(seen)) * (line[-1] / seen)
    drawn = np.minimum(np.searchsorted(line, points, side="right"), len(weights) - 1)
    rows, times = np.unique(drawn, return_counts=True)
    return rows, times * (line[-1] / seen) / weights[rows]
