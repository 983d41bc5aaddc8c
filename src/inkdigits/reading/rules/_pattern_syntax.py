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

MOST_COUNT = 64
MOST_LENGTH = 500
MOST_DEPTH = 20


@dataclass(frozen=True)
class Digit:
    """One of some digits is read."""

    allowed: frozenset[int]


@dataclass(frozen=True)
class Printed:
    """A sign is printed."""

    sign: str


@dataclass(frozen=True)
class Sequence:
    """Parts, one after the other."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Either:
    """One of several parts."""

    options: tuple["Part", ...]


@dataclass(frozen=True)
class Repeat:
    """A part, `most` times at most and `least` times at least."""

    part: "Part"
    least: int
    most: int


Part = Digit | Printed | Sequence | Either | Repeat


class Parser:
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

    def whole(self) -> Part:
        part = self.alternatives()
        if self.at < len(self.source):
            raise self.problem(
                f"closes a group that it did not open, at character {self.at + 1}",
                "take the ) away, or write \\) for a printed one",
            )
        return part

    def alternatives(self) -> Part:
        options = [self.sequence()]
        while self._next("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Either(tuple(options))

    def sequence(self) -> Part:
        parts = list(self._parts())
        if not parts:
            raise self.problem(
                f"has an empty part at character {self.at + 1}",
                "write ? behind what may be absent",
            )
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _parts(self) -> Iterator[Part]:
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            part = self._single()
            if self._next("?"):
                part = Repeat(part, 0, 1)
            elif self._next("{"):
                part = self._counted(part)
            yield part

    def _next(self, sign: str) -> bool:
        found = self.source.startswith(sign, self.at)
        self.at += found
        return found

    def _single(self) -> Part:
        sign = self.source[self.at]
        self.at += 1
        if sign == "\\":
            return self._escaped()
        if sign == "[":
            return self._class()
        if sign == "(":
            return self._group()
        if sign in "0123456789":
            return Digit(frozenset([int(sign)]))
        if not sign.isprintable():
            raise self.problem(f"has {sign!r} at character {self.at}", "take it away")
        if sign in ".*+?^${}]":
            raise self.problem(
                f"has {sign!r} at character {self.at}, which is not understood there",
                f"write \\{sign} for a printed one, \\d for any digit, {{1,6}} for a count",
            )
        return Printed(sign)

    def _escaped(self) -> Part:
        sign = self.source[self.at : self.at + 1]
        self.at += 1
        if sign == "d":
            return Digit(frozenset(range(10)))
        if not sign or sign.isalnum():
            raise self.problem(
                f"has '\\{sign}' at character {self.at - 1}, which is not understood",
                "write \\d for any digit, \\. for a printed point",
            )
        return Printed(sign)

    def _class(self) -> Part:
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
        return Digit(frozenset(allowed))

    def _group(self) -> Part:
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

    def _counted(self, part: Part) -> Part:
        found = re.compile(r"([0-9]{1,4})(?:,([0-9]{1,4}))?\}").match(self.source, self.at)
        least = int(found[1]) if found else 1
        most = int(found[2] or found[1]) if found else 0
        if found is None or not least <= most or not 1 <= most <= MOST_COUNT:
            raise self.problem(
                f"has a count at character {self.at} that is not understood",
                f"write {{n}} or {{n,m}}, with n <= m and m from 1 to {MOST_COUNT}",
            )
        self.at = found.end()
        return Repeat(part, least, most)
