from dataclasses import dataclass, replace

from inkdigits.reading.rules._automaton import explore
from inkdigits.reading.rules._pattern_syntax import (
    Digit,
    Either,
    Parser,
    Part,
    Printed,
    Repeat,
    Sequence,
)

MOST_STEPS = 5_000
MOST_EFFORT = 400_000
"""Steps that may be walked to compile a pattern, in about a fifth of a second."""


@dataclass(frozen=True)
class _Step:
    """One step of the compiled pattern: read or print something, then go on to one of `after`."""

    part: Digit | Printed | None
    after: tuple[int, ...]


_END = 0


class Pattern:
    """A pattern, ready to say which numbers it admits and how they are printed.

    Args:
        source: the pattern as written.

    Raises:
        InputError: it cannot be understood; the message says where and what to write instead.
    """

    def __init__(self, source: str) -> None:
        self._steps = [_Step(None, ())]
        self._ahead = [1 << _END]
        self._parser = parser = Parser(source)
        self._start = self._compile(parser.whole(), _END, parser)
        self._reading = [self._that_read(digit) for digit in range(10)]
        self._known: dict[int, int] = {}
        self._effort = 8 * len(self._steps)  # to make one takes about eight times as long
        start = self._ahead[self._start]
        automaton = explore(start, self._following, lambda steps: bool(steps & 1 << _END))
        self.automaton = replace(automaton, effort=automaton.effort + self._effort)
        if not (self.automaton.table >= 0).any():
            raise parser.problem("holds no digit to read", "write \\d for any digit")

    def printed(self, number: str) -> str:
        """The text of a number that the pattern admits: its digits among the printed signs."""
        stack = [(self._start, 0, "")]
        seen: set[tuple[int, int]] = set()
        while stack:
            at, position, text = stack.pop()
            if at == _END and position == len(number):
                return text
            if (at, position) in seen:
                continue
            seen.add((at, position))
            step = self._steps[at]
            if isinstance(step.part, Printed):
                text += step.part.sign
            elif isinstance(step.part, Digit):
                if position == len(number) or int(number[position]) not in step.part.allowed:
                    continue
                text, position = text + number[position], position + 1
            stack.extend((after, position, text) for after in reversed(step.after))
        raise ValueError(f"the pattern does not admit {number!r}")

    def _compile(self, part: Part, after: int, parser: Parser) -> int:
        """Add the steps of `part`, followed by `after`, and return the first of them."""
        match part:
            case Sequence(parts):
                for one in reversed(parts):
                    after = self._compile(one, after, parser)
                return after
            case Either(options):
                branches = tuple(self._compile(option, after, parser) for option in options)
                return self._add(_Step(None, branches), parser)
            case Repeat(one, least, most):
                behind = after
                for _ in range(most - least):
                    entry = self._compile(one, after, parser)
                    after = self._add(_Step(None, (entry, behind)), parser)
                for _ in range(least):
                    after = self._compile(one, after, parser)
                return after
            case _:
                return self._add(_Step(part, (after,)), parser)

    def _add(self, step: _Step, parser: Parser) -> int:
        self._steps.append(step)
        self._ahead.append(self._reached(step))
        if len(self._steps) > MOST_STEPS:
            raise parser.problem("is too long when its counts are written out", "use smaller ones")
        return len(self._steps) - 1

    def _reached(self, step: _Step) -> int:
        """The steps that read a digit, and the end, that a new step leads to without reading one.

        A set of steps is a number whose bits say which of them are in it: sets of thousands are
        then joined in less than a microsecond.
        """
        if isinstance(step.part, Digit):
            return 1 << len(self._steps) - 1
        found = 0
        for after in step.after:  # all of them were added before
            found |= self._ahead[after]
        return found

    def _that_read(self, digit: int) -> int:
        """The set of the steps that read a digit."""
        found = 0
        for at, step in enumerate(self._steps):
            if isinstance(step.part, Digit) and digit in step.part.allowed:
                found |= 1 << at
        return found

    def _following(self, steps: int, digit: int) -> int | None:
        taken = steps & self._reading[digit]
        if taken and taken not in self._known:  # else most digits would be walked for ten times
            self._known[taken] = self._walk(taken)
        return self._known.get(taken)

    def _walk(self, taken: int) -> int:
        self._effort += taken.bit_count() + len(self._steps) // 64  # the words of a set
        if self._effort > MOST_EFFORT:
            raise self._parser.problem(
                "fits the same digits in too many ways", "use fewer alternatives or smaller counts"
            )
        found = 0
        while taken:
            at = taken.bit_length() - 1
            found |= self._ahead[self._steps[at].after[0]]
            taken ^= 1 << at
        return found
