"""The inner loops of boosting, compiled by Numba; `_cuts` has those of the search.

A `table` holds integers, an example's a column; a feature is a sum of some of its rows, times small
coefficients; a `response` is what a base classifier's ±1 is for each example.
"""

from typing import Any

import numba
import numpy as np

CLASSES = 10


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def feature_values(table: Any, positions: Any, coefficients: Any) -> Any:
    """One feature of all examples: `table` (P, N) int32 to (N,) int32."""
    values = np.zeros(table.shape[1], np.int32)
    for corner in range(len(positions)):
        times = np.int32(coefficients[corner])
        if times != 0:
            row = table[positions[corner]]
            for n in range(len(values)):
                values[n] += times * row[n]
    return values


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def respond(table: Any, positions: Any, coefficients: Any, threshold: Any) -> Any:
    """What one stump says of all examples: (N,) float32, 1 from the threshold on, else -1."""
    values = feature_values(table, positions, coefficients)
    response = np.empty(len(values), np.float32)
    for n in range(len(values)):
        response[n] = 1 if values[n] >= threshold else -1
    return response


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def class_edges(weights: Any, labels: Any, response: Any) -> Any:
    """For each class, the weights that a base classifier is right on less the others: (10,)."""
    edges = np.zeros(CLASSES, np.float64)
    for n in range(len(weights)):
        for c in range(CLASSES):
            edges[c] -= weights[n, c] * response[n]
        edges[labels[n]] += 2 * weights[n, labels[n]] * response[n]
    return edges


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def reweigh(weights: Any, labels: Any, response: Any, votes: Any) -> None:
    """Multiply each weight by exp(-label · vote · response), then bring their sum to 1."""
    yes, no = np.exp(votes), np.exp(-votes)
    for n in range(len(weights)):
        own = labels[n]
        if response[n] > 0:
            kept = weights[n, own] * no[own]
            for c in range(CLASSES):
                weights[n, c] *= yes[c]
        else:
            kept = weights[n, own] * yes[own]
            for c in range(CLASSES):
                weights[n, c] *= no[c]
        weights[n, own] = kept
    weights /= weights.sum()


@numba.njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def add_votes(
    scores: Any, tables: Any, positions: Any, coefficients: Any, thresholds: Any, votes: Any
) -> None:
    """Add the votes of some rounds to the scores.

    Args:
        scores: (N, 10) float64, changed in place.
        tables: (N, P) int32, an example's a row.
        positions: (R, T, C) integers.
        coefficients: (R, T, C) integers.
        thresholds: (R, T) integers.
        votes: (R, 10).
    """
    rounds, terms, corners = positions.shape
    for n in range(len(tables)):
        table = tables[n]
        for r in range(rounds):
            response = 1.0
            for term in range(terms):
                value = np.int32(0)
                for corner in range(corners):
                    times = np.int32(coefficients[r, term, corner])
                    value += times * table[positions[r, term, corner]]
                if value < thresholds[r, term]:
                    response = -response
            for c in range(CLASSES):
                scores[n, c] += response * votes[r, c]
