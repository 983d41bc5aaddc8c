"""Which states of an automaton admit the same endings."""

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def same_endings(table: IntArray, final: BoolArray) -> IntArray:
    """Number the kinds of states.

    Args:
        table: (S, 10) int64, the state after each digit in each state; -1 for none.
        final: (S,) bool, whether a number may end in the state.

    Returns:
        (S,) int64: the same number for states that admit the same endings, 0 for none at all.
    """
    kinds = _from_the_ends(table.tolist(), final.tolist())
    return _refined(table, final) if None in kinds else np.array(kinds, np.int64)


def _from_the_ends(table: list[list[int]], final: list[bool]) -> list[int | None]:
    """The kinds from the last states back; None for a state from which there is a way in circles.

    Patterns and lengths have no circles, and each of their states is looked at once: refinement
    would take as many rounds as the longest number has digits.

    Source: D. Revuz, "Minimisation of acyclic deterministic automata in linear time", Theoretical
    Computer Science 92 (1992).
    """
    sources: list[list[int]] = [[] for _ in table]
    open_arcs = [0] * len(table)
    for state, row in enumerate(table):
        for target in row:
            if target >= 0:
                sources[target].append(state)
                open_arcs[state] += 1
    kinds: list[int | None] = [None] * len(table) + [0]  # the last is where no number goes on
    numbered: dict[tuple[int | None, ...], int] = {(False, *[0] * 10): 0}
    ready = [state for state, count in enumerate(open_arcs) if not count]
    for state in ready:  # grows while it is walked
        row_kinds = (final[state], *[kinds[target] for target in table[state]])
        kinds[state] = numbered.setdefault(row_kinds, len(numbered))
        for source in sources[state]:
            open_arcs[source] -= 1
            if not open_arcs[source]:
                ready.append(source)
    return kinds[:-1]


def _refined(table: IntArray, final: BoolArray) -> IntArray:
    """The kinds by Moore's partition refinement, circles and all."""
    table = np.vstack([table, np.full(10, len(table))])  # the last is where no number goes on
    table[table < 0] = len(table) - 1
    kind = np.append(final, False).astype(np.int64)
    count = 0
    while kind.max() + 1 > count:
        count = int(kind.max()) + 1
        kind = _numbered(np.column_stack([kind, kind[table]]))
    dead = kind[-1]
    shifted: IntArray = np.where(kind == dead, 0, kind + 1)[:-1]
    return shifted


def _numbered(rows: IntArray) -> IntArray:
    """(N, K) -> (N,): equal rows get equal numbers, counted from 0."""
    order = np.lexsort(rows.T)
    ordered = rows[order]
    changed = np.append(False, (ordered[1:] != ordered[:-1]).any(axis=1))
    numbers = np.empty(len(rows), np.int64)
    numbers[order] = np.cumsum(changed)
    return numbers
