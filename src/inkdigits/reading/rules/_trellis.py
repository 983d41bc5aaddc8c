"""Sums and maxima over all paths of a line that an automaton admits.

A path goes from node to node of the lattice and from state to state of the automaton. The same
recursion gives the weight of all paths with `np.logaddexp` and that of the best with `np.maximum`:
the two are the additions of two semirings whose multiplication is the sum of log-weights.

Source: M. Mohri, "Semiring frameworks and algorithms for shortest-distance problems", Journal of
Automata, Languages and Combinatorics 7 (2002).
"""

import heapq
from collections.abc import Iterator
from itertools import count

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules._automaton import Automaton
from inkdigits.reading.rules._paths import Step, leaving

Table = npt.NDArray[np.float64]
"""(nodes, S) float64 log-weights, minus infinity where there is no path."""


def forward(lattice: Lattice, automaton: Automaton) -> Table:
    """The weight of all paths from the beginning to each node and state."""
    arcs = automaton.arcs
    table = np.full((lattice.nodes, len(automaton.table)), -np.inf)
    table[0, 0] = 0
    for edge in lattice.edges:
        here, after = table[edge.start], table[edge.end]
        read = here[arcs.source] + edge.scores.astype(np.float64)[arcs.digit]
        if len(arcs.reached):
            merged = np.logaddexp.reduceat(read, arcs.first)
            after[arcs.reached] = np.logaddexp(after[arcs.reached], merged)
        np.logaddexp(after, here + edge.skip, out=after)
    return table


def backward(lattice: Lattice, automaton: Automaton, add: np.ufunc) -> Table:
    """The weight from each node and state to the end.

    Args:
        lattice: the line.
        automaton: the numbers admitted.
        add: `np.logaddexp` for all paths together, `np.maximum` for the best one.
    """
    table = np.full((lattice.nodes, len(automaton.table)), -np.inf)
    table[-1, automaton.final] = 0
    for edge in reversed(lattice.edges):
        here = table[edge.start]
        read = add.reduce(following(table[edge.end], automaton) + edge.scores, axis=1)
        add(here, add(read, table[edge.end] + edge.skip), out=here)
    return table


def following(weights: Table, automaton: Automaton) -> Table:
    """(S,) weights of states -> (S, 10) weights of the states after each digit."""
    found: Table = np.append(weights, -np.inf)[automaton.table]  # -1 is the one appended
    return found


def digit_posterior(edge: Edge, before: Table, behind: Table, automaton: Automaton) -> FloatArray:
    """The probabilities of the digits of one edge, given that a path reads it as a digit.

    Args:
        edge: the edge.
        before: what `forward` returned.
        behind: what `backward` returned with `np.logaddexp`.
        automaton: the one both were given.

    Returns:
        (10,) float32, sum 1.
    """
    weights = before[edge.start][:, None] + following(behind[edge.end], automaton)
    logs = np.logaddexp.reduce(weights, axis=0) + edge.scores
    odds = np.exp(logs - logs.max())
    probabilities: FloatArray = (odds / odds.sum()).astype(np.float32)
    return probabilities


def best_paths(lattice: Lattice, automaton: Automaton) -> Iterator[list[Step]]:
    """All admitted paths, the best first, each found when it is asked for.

    A best-first search from the left whose estimate of what is to come is exact: that of the best
    path from the right.

    Source: F. K. Soong and E.-F. Huang, "A tree-trellis based fast search for finding the N best
    sentence hypotheses in continuous speech recognition", ICASSP 1991.
    """
    ahead = backward(lattice, automaton, np.maximum)
    edges_from = leaving(lattice)
    order = count()
    heap: list[_Partial] = []
    if ahead[0, 0] > -np.inf:
        heap.append((0.0, 0, next(order), 0.0, 0, None))
    while heap:
        _, node, _, weight, state, trail = heapq.heappop(heap)
        if node == 1 - lattice.nodes:
            yield _steps(trail)
            continue
        for edge in edges_from[-node]:
            weights = np.append(weight + edge.scores.astype(np.float64), weight + edge.skip)
            states = np.append(automaton.table[state], state)
            bounds = weights + np.append(ahead[edge.end], -np.inf)[states]
            for digit in np.flatnonzero(bounds > -np.inf).tolist():
                step = edge, digit if digit < 10 else None
                # Bounds that are equal up to rounding are taken by the deepest path first:
                # a tie between all digits everywhere would otherwise never come to an end.
                key = round(-float(bounds[digit]), 9), -edge.end, next(order)
                extended = (step, trail)
                heapq.heappush(heap, (*key, float(weights[digit]), int(states[digit]), extended))


_Trail = tuple[Step, "_Trail"] | None
"""The last step and all before it."""

_Partial = tuple[float, int, int, float, int, _Trail]
"""What it costs at least, minus its node, its number, its weight, its state, its steps."""


def _steps(trail: _Trail) -> list[Step]:
    found: list[Step] = []
    while trail is not None:
        step, trail = trail
        found.append(step)
    return found[::-1]
