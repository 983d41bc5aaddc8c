from dataclasses import dataclass
from functools import cached_property, reduce

from inkdigits.errors import InputError
from inkdigits.reading.rules._automaton import Automaton, both, exactly
from inkdigits.reading.rules._checksums import CHECKSUMS
from inkdigits.reading.rules._pattern import Pattern

MOST_DIGITS = 64


@dataclass(frozen=True)
class Rule:
    r"""What is known of a number before it is read; where several are given, all of them hold.

    Attributes:
        digits: how many digits it has, 1 to 64.
        pattern: how it is printed, such as `\d{2}\.\d{2}\.\d{4}`: `\d`, digits, classes `[0-3]`,
            groups, `|`, `?`, `{n}` and `{n,m}` as in Python's `re`; all other signs are printed,
            and appear in the text whether their ink is found or not.
        checksum: the check digits it carries, one of "luhn", "ean13" and "mod97".
        ids: the list of which it is one, digits only; leading zeros count.

    Raises:
        InputError: one of them cannot be understood, or no number can satisfy all of them.
    """

    digits: int | None = None
    pattern: str | None = None
    checksum: str | None = None
    ids: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if (self.digits, self.pattern, self.checksum, self.ids) == (None,) * 4:
            raise InputError("got an empty rule; give digits, a pattern, a checksum or a list")
        if self.digits is not None and not 1 <= self.digits <= MOST_DIGITS:
            raise InputError(
                f"got {self.digits} digits, wanted 1 to {MOST_DIGITS}; say how many a number has"
            )
        if self.checksum is not None and self.checksum not in CHECKSUMS:
            raise InputError(
                f"got the checksum {self.checksum!r}; choose one of {', '.join(CHECKSUMS)}"
            )
        for number in self.ids or ():
            if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
                raise InputError(
                    f"got {number[:40]!r} among the ids, wanted 1 to {MOST_DIGITS} digits each; "
                    "mend the list"
                )
        automaton = self.automaton
        nothing = automaton.is_empty if automaton else not self.ids
        if nothing or (self.ids is not None and not self.admitted_ids):
            raise InputError(f"no number is {self}; change the rule")

    def __str__(self) -> str:
        parts = [] if self.ids is None else [f"one of {len(self.ids):,} ids"]
        parts += [] if self.digits is None else [f"of {self.digits} digits"]
        parts += [] if self.pattern is None else [f"of the pattern {self.pattern}"]
        parts += [] if self.checksum is None else [f"right by its {self.checksum} checksum"]
        return " and ".join(parts)

    @cached_property
    def automaton(self) -> Automaton | None:
        """The numbers of `digits`, `pattern` and `checksum`; None where none of them is given."""
        parts = [] if self.digits is None else [exactly(self.digits)]
        parts += [] if self._pattern is None else [self._pattern.automaton]
        parts += [] if self.checksum is None else [CHECKSUMS[self.checksum]()]
        return reduce(both, parts) if parts else None

    @cached_property
    def admitted_ids(self) -> tuple[str, ...]:
        """Those of `ids`, each once, that also obey the rest of the rule."""
        automaton = self.automaton
        once = dict.fromkeys(self.ids or ())
        return tuple(number for number in once if automaton is None or automaton.admits(number))

    def admits(self, number: str) -> bool:
        """Whether a number, digits only, obeys the rule."""
        if self.ids is not None:
            return number in self.admitted_ids
        return self.automaton is not None and self.automaton.admits(number)

    def printed(self, number: str) -> str | None:
        """An admitted number with the signs of the pattern; None where there is no pattern."""
        return None if self._pattern is None else self._pattern.printed(number)

    @cached_property
    def _pattern(self) -> Pattern | None:
        return None if self.pattern is None else Pattern(self.pattern)
