r"""Patterns of numbers: a part of regular expressions, in which digits are read and signs printed.

What may stand in a pattern: `\d`, digits, classes such as `[0-3]` and `[135]`, groups `( )`,
alternatives `|`, `?`, `{n}` and `{n,m}`. Every other sign is printed: it appears in the text and
costs nothing, whether its ink is on the page or not. Signs with a meaning in regular expressions
take a backslash: `\.` is a printed point.

Where the same digits fit in several ways, the text is that of the first: as in Python's `re`, an
earlier alternative goes before a later one, and more before fewer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inkdigits.errors import InputError
from inkdigits.reading.rules._automaton import explore

MOST_COUNT = 64
MOST_LENGTH = 500
MOST_DEPTH = 20
MOST_STEPS = 5_000


@dataclass(frozen=True)
class _Digit:
    allowed: frozenset[int]


@dataclass(frozen=True)
class _Printed:
    sign: str


@dataclass(frozen=True)
class _Sequence:
    parts: tuple["_Part", ...]


@dataclass(frozen=True)
class _Either:
    options: tuple["_Part", ...]


@dataclass(frozen=True)
class _Repeat:
    part: "_Part"
    least: int
    most: int


_Part = _Digit | _Printed | _Sequence | _Either | _Repeat


@dataclass(frozen=True)
class _Step:
    """One step of the compiled pattern: read or print something, then go on to one of `after`."""

    part: _Digit | _Printed | None
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
        parser = _Parser(source)
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
            if isinstance(step.part, _Printed):
                text += step.part.sign
            elif isinstance(step.part, _Digit):
                if position == len(number) or int(number[position]) not in step.part.allowed:
                    continue
                text, position = text + number[position], position + 1
            stack.extend((after, position, text) for after in reversed(step.after))
        raise ValueError(f"the pattern does not admit {number!r}")

    def _compile(self, part: _Part, after: int, parser: "_Parser") -> int:
        """Add the steps of `part`, followed by `after`, and return the first of them."""
        match part:
            case _Sequence(parts):
                for one in reversed(parts):
                    after = self._compile(one, after, parser)
                return after
            case _Either(options):
                branches = tuple(self._compile(option, after, parser) for option in options)
                return self._add(_Step(None, branches), parser)
            case _Repeat(one, least, most):
                behind = after
                for _ in range(most - least):
                    entry = self._compile(one, after, parser)
                    after = self._add(_Step(None, (entry, behind)), parser)
                for _ in range(least):
                    after = self._compile(one, after, parser)
                return after
            case _:
                return self._add(_Step(part, (after,)), parser)

    def _add(self, step: _Step, parser: "_Parser") -> int:
        self._steps.append(step)
        if len(self._steps) > MOST_STEPS:
            raise parser.problem("is too long when its counts are written out", "use smaller ones")
        return len(self._steps) - 1

    def _following(self, steps: frozenset[int], digit: int) -> frozenset[int] | None:
        reading = [self._steps[at] for at in steps]
        after = [
            step.after[0]
            for step in reading
            if isinstance(step.part, _Digit) and digit in step.part.allowed
        ]
        return self._closure(after) if after else None

    def _closure(self, steps: list[int]) -> frozenset[int]:
        """The steps that read a digit, and the end, that can be reached without reading one."""
        stack, seen = list(steps), set(steps)
        while stack:
            step = self._steps[stack.pop()]
            if not isinstance(step.part, _Digit):
                stack.extend(after for after in step.after if after not in seen)
                seen.update(step.after)
        return frozenset(
            at for at in seen if at == _END or isinstance(self._steps[at].part, _Digit)
        )


class _Parser:
    """Recursive descent over the pattern's characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0
        if len(source) > MOST_LENGTH:
            raise InputError(
                f"the pattern has {len(source)} characters, wanted at most {MOST_LENGTH}; shorten "
                "it with counts such as {8}"
            )

    def problem(self, what: str, cure: str) -> InputError:
        return InputError(f"the pattern {self.source!r} {what}; {cure}")

    def whole(self) -> _Part:
        part = self.alternatives()
        if self.at < len(self.source):
            raise self.problem(
                f"closes a group that it did not open, at character {self.at + 1}",
                "take the ) away, or write \\) for a printed one",
            )
        return part

    def alternatives(self) -> _Part:
        options = [self.sequence()]
        while self._next("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _Either(tuple(options))

    def sequence(self) -> _Part:
        parts = list(self._parts())
        if not parts:
            raise self.problem(
                f"has an empty part at character {self.at + 1}",
                "write ? behind what may be absent",
            )
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def _parts(self) -> Iterator[_Part]:
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            part = self._single()
            if self._next("?"):
                part = _Repeat(part, 0, 1)
            elif self._next("{"):
                part = self._counted(part)
            yield part

    def _next(self, sign: str) -> bool:
        found = self.source.startswith(sign, self.at)
        self.at += found
        return found

    def _single(self) -> _Part:
        sign = self.source[self.at]
        self.at += 1
        if sign == "\\":
            return self._escaped()
        if sign == "[":
            return self._class()
        if sign == "(":
            return self._group()
        if sign in "0123456789":
            return _Digit(frozenset([int(sign)]))
        if sign in ".*+?^${}]" or not sign.isprintable():
            raise self.problem(
                f"has {sign!r} at character {self.at}, which is not understood there",
                f"write \\{sign} for a printed one, \\d for any digit, {{1,6}} for a count",
            )
        return _Printed(sign)

    def _escaped(self) -> _Part:
        sign = self.source[self.at : self.at + 1]
        self.at += 1
        if sign == "d":
            return _Digit(frozenset(range(10)))
        if not sign or sign.isalnum():
            raise self.problem(
                f"has '\\{sign}' at character {self.at - 1}, which is not understood",
                "write \\d for any digit, \\. for a printed point",
            )
        return _Printed(sign)

    def _class(self) -> _Part:
        found = re.compile(r"((?:[0-9]-[0-9]|\\d|[0-9])+)\]").match(self.source, self.at)
        allowed = set[int]()
        for item in re.findall(r"[0-9]-[0-9]|\\d|[0-9]", found[1]) if found else ():
            low, high = ("0", "9") if item == "\\d" else (item[0], item[-1])
            allowed.update(range(int(low), int(high) + 1))
            if low > high:
                found = None
        if found is None:
            raise self.problem(
                f"has a class at character {self.at} that is not understood",
                "write digits and ranges of digits, such as [0-3] or [135]",
            )
        self.at = found.end()
        return _Digit(frozenset(allowed))

    def _group(self) -> _Part:
        opened = self.at
        self._next("?:")
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.problem(f"has groups more than {MOST_DEPTH} deep", "use fewer")
        part = self.alternatives()
        self.depth -= 1
        if not self._next(")"):
            raise self.problem(
                f"opens a group at character {opened} and does not close it",
                "add a ), or write \\( for a printed one",
            )
        return part

    def _counted(self, part: _Part) -> _Part:
        found = re.compile(r"([0-9]{1,4})(?:,([0-9]{1,4}))?\}").match(self.source, self.at)
        least = int(found[1]) if found else 1
        most = int(found[2] or found[1]) if found else 0
        if found is None or not least <= most or not 1 <= most <= MOST_COUNT:
            raise self.problem(
                f"has a count at character {self.at} that is not understood",
                f"write {{n}} or {{n,m}}, with n <= m and m from 1 to {MOST_COUNT}",
            )
        self.at = found.end()
        return _Repeat(part, least, most)
