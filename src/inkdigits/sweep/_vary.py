"""What `--vary` says: which values of a setting are to be tried."""

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

from inkdigits.errors import InputError
from inkdigits.models import Recipe, convert_setting, setting_type

Value: TypeAlias = bool | int | float | str
"""Of a setting, as Optuna keeps it; a tuple is its text, such as "512,512"."""

_SHAPES = "a list such as 3,5,7, a range such as 0.1..0.5, or log:1e-4..1e-1"


@dataclass(frozen=True)
class Choice:
    """A setting that takes one of some values.

    Attributes:
        name: of the setting.
        values: at least two, no two alike.
    """

    name: str
    values: tuple[Value, ...]

    def __contains__(self, value: Value) -> bool:
        return value in self.values

    @property
    def samples(self) -> tuple[Value, ...]:
        """Values that stand for all."""
        return self.values

    @property
    def size(self) -> float:
        """How many values there are."""
        return len(self.values)


@dataclass(frozen=True)
class Span:
    """A setting that takes any number in a range, both ends included.

    Attributes:
        name: of the setting.
        low: the least.
        high: the greatest; both are int where only whole numbers are meant.
        log: whether a factor counts, and not a difference.
    """

    name: str
    low: float
    high: float
    log: bool = False

    def __contains__(self, value: Value) -> bool:
        return isinstance(value, int | float) and self.low <= value <= self.high

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return isinstance(self.low, int) and isinstance(self.high, int)

    @property
    def samples(self) -> tuple[Value, ...]:
        """Values that stand for all."""
        return self.low, self.high

    @property
    def size(self) -> float:
        """How many values there are."""
        return self.high - self.low + 1 if self.whole else math.inf


Dimension: TypeAlias = Choice | Span


def read_vary(text: str, recipe: Recipe) -> Dimension:
    """Understand one `--vary`.

    Args:
        text: "key=3,5,7" for these values, by semicolons where they have commas themselves;
            "key=0.1..0.5" for a range, of whole numbers where the setting is one and both ends are;
            "key=log:1e-4..1e-1" for a range in which factors count.
        recipe: whose setting it is.

    Raises:
        InputError: the text is none of these, or the recipe has no such setting or takes no such
            value.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not values:
        raise InputError(
            f"got --vary {text}, wanted --vary key=values, where the values are {_SHAPES}"
        )
    name = key.removeprefix("net.")
    if ".." in values:
        return _read_span(name, values, recipe)
    if values.startswith("log:"):
        raise InputError(f"got --vary {text}, wanted {_SHAPES}")
    parts = values.split(";" if ";" in values else ",")
    chosen = tuple(plain(convert_setting(recipe, name, part.strip())) for part in parts)
    if len(chosen) < 2 or len(set(chosen)) < len(chosen):
        raise InputError(
            f"got --vary {text}, wanted at least two values, each once; for one there is --set"
        )
    return Choice(name, chosen)


def plain(value: Any) -> Value:
    """A recipe's value as a Value."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else value


def in_words(value: Value, digits: int | None = 3) -> str:
    """A value as people read it, and as `--set` takes it.

    Args:
        value: of a setting.
        digits: of a real number; None writes all it has.
    """
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.{digits}g}" if isinstance(value, float) and digits else str(value)


def _read_span(name: str, values: str, recipe: Recipe) -> Span:
    log = values.startswith("log:")
    ends = values.removeprefix("log:").split("..")
    kind = setting_type(recipe, name)
    if len(ends) != 2 or kind not in (int, float):
        raise InputError(
            f"got --vary {name}={values}, wanted {_SHAPES}"
            + ("" if kind in (int, float) else f"; {name} is no number: list its values")
        )
    whole = kind is int and all(_is_whole(end) for end in ends)
    if kind is int and not whole:
        raise InputError(f"got --vary {name}={values}, wanted whole numbers, as {name} is one")
    # Each is checked by the recipe, which alone knows what it takes.
    low, high = (_number(name, end, whole) for end in ends)
    if not low < high or (log and low <= 0):
        more = " and more than 0" if log else ""
        raise InputError(f"got --vary {name}={values}, wanted the first end below the second{more}")
    return Span(name, low, high, log)


def _number(name: str, text: str, whole: bool) -> float:
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        raise InputError(f"got {text} as an end of {name}, wanted a number") from None
    if not math.isfinite(number):
        raise InputError(f"got {text} as an end of {name}, wanted a finite number")
    return number


def _is_whole(text: str) -> bool:
    try:
        int(text)
    except ValueError:
        return False
    return True
