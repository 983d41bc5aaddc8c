from dataclasses import dataclass

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
        parser = Parser(source)
        self._start = self._compile(parser.whole(), _END, parser)
        self.automaton = explore(
            self._closure([self._start]), self._following, lambda steps: _END in steps
        )
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
        if len(self._steps) > MOST_STEPS:
            raise parser.problem("is too long when its counts are written out", "use smaller ones")
        return len(self._steps) - 1

    def _following(self, steps: frozenset[int], digit: int) -> frozenset[int] | None:
        reading = [self._steps[at] for at in steps]
        after = [
            step.after[0]
            for step in reading
            if isinstance(step.part, Digit) and digit in step.part.allowed
        ]
        return self._closure(after) if after else None

    def _closure(self, steps: list[int]) -> frozenset[int]:
        """The steps that read a digit, and the end, that can be reached without reading one."""
        stack, seen = list(steps), set(steps)
        while stack:
            step = self._steps[stack.pop()]
            if not isinstance(step.part, Digit):
                stack.extend(after for after in step.after if after not in seen)
                seen.update(step.after)
        return frozenset(at for at in seen if at == _END or isinstance(self._steps[at].part, Digit))
