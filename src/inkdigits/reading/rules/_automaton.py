"""Sets of numbers as deterministic finite automata over the ten digits."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from inkdigits.errors import InputError
from inkdigits.reading.rules._smallest import same_endings

MOST_STATES = 20_000
"""A rule that needs more is refused: reading one line with it would take seconds."""

State = TypeVar("State", bound=Hashable)
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arcs:
    """Every transition, sorted by where it leads.

    Attributes:
        source: (A,) int64, the state it leaves.
        digit: (A,) int64, the digit it reads.
        first: (R,) int64, where in the two above the arcs into each reached state begin.
        reached: (R,) int64, the states that have any arc into them, ascending.
    """

    source: IntArray
    digit: IntArray
    first: IntArray
    reached: IntArray


@dataclass(frozen=True, eq=False)
class Automaton:
    """A set of numbers.

    Attributes:
        table: (S, 10) int64, the state after each digit in each state; -1 where no number of the
            set goes on like that. State 0 is the start.
        final: (S,) bool, whether a number may end in the state.
        effort: how many steps it took to make; a million take a second or less.
    """

    table: IntArray
    final: npt.NDArray[np.bool_]
    effort: int = 0

    @cached_property
    def arcs(self) -> Arcs:
        """The transitions, sorted by where they lead."""
        source, digit = np.nonzero(self.table >= 0)
        target = self.table[source, digit]
        order = np.argsort(target, kind="stable")
        reached, first = np.unique(target[order], return_index=True)
        return Arcs(source[order], digit[order], first, reached)

    def admits(self, number: str) -> bool:
        """Whether `number`, digits only, is in the set."""
        state = 0
        for character in number:
            state = int(self.table[state, int(character)])
            if state < 0:
                return False
        return bool(self.final[state])

    @property
    def is_empty(self) -> bool:
        """Whether no number at all is in the set."""
        return not self.final.any()


def explore(
    start: State, step: Callable[[State, int], State | None], final: Callable[[State], bool]
) -> Automaton:
    """The smallest automaton with the behaviour of a step function.

    Args:
        start: where every number begins.
        step: the state after a digit; None where no number goes on like that.
        final: whether a number may end in a state.

    Raises:
        InputError: there are more than `MOST_STATES` states.
    """
    numbered = {start: 0}
    found = [start]
    rows: list[list[int]] = []
    for state in found:  # grows while it is walked
        row = []
        for digit in range(10):
            following = step(state, digit)
            if following is not None and following not in numbered:
                numbered[following] = len(found)
                found.append(following)
            row.append(-1 if following is None else numbered[following])
        rows.append(row)
        if len(found) > MOST_STATES:
            raise InputError(
                f"the rule needs more than {MOST_STATES:,} states, which is too slow to read with; "
                "use fewer alternatives or smaller counts"
            )
    table, ends = np.array(rows, np.int64), np.array([final(state) for state in found])
    return _smallest(table, ends, effort=table.size)


def exactly(count: int) -> Automaton:
    """All numbers of `count` digits."""
    return explore(0, lambda n, _: n + 1 if n < count else None, lambda n: n == count)


def at_least(count: int) -> Automaton:
    """All numbers of `count` digits and more."""
    return explore(0, lambda n, _: min(n + 1, count), lambda n: n == count)


def both(one: Automaton, other: Automaton) -> Automaton:
    """The numbers that are in both sets: the product of the two automata."""
    left: list[list[int]] = one.table.tolist()
    right: list[list[int]] = other.table.tolist()

    def step(state: tuple[int, int], digit: int) -> tuple[int, int] | None:
        following = left[state[0]][digit], right[state[1]][digit]
        return None if min(following) < 0 else following

    found = explore((0, 0), step, lambda state: bool(one.final[state[0]] & other.final[state[1]]))
    return replace(found, effort=found.effort + one.effort + other.effort)


def _smallest(table: IntArray, final: npt.NDArray[np.bool_], effort: int) -> Automaton:
    """Merge the states that admit the same endings; the first of each kind stays.

    Without it Luhn's 100 states would be carried along where the number's length leaves 10.
    """
    kind = same_endings(table, final)
    kinds, first = np.unique(kind, return_index=True)
    kept = np.sort(first[kinds > 0])  # the start stays state 0
    if not len(kept):
        return Automaton(np.full((1, 10), -1), np.zeros(1, bool), effort)
    renumbered = np.full(kinds.max() + 1, -1)
    renumbered[kind[kept]] = np.arange(len(kept))
    following = np.append(kind, 0)[table[kept]]  # -1 is the one appended
    return Automaton(renumbered[following], final[kept], effort)
