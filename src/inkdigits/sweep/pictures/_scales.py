"""Where values lie on an axis of height 1, and what is written beside it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from inkdigits.sweep._vary import Choice, Dimension, Span, Value, in_words

_ODDS = (0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995)
_NO_MISTAKE = 0.0005  # 1 lies nowhere on such a scale
_ROOM = 0.06  # of the axis, above and below


@dataclass(frozen=True)
class Scale:
    """An axis.

    Attributes:
        place: value to height, in [0, 1].
        ticks: what is marked, with its height.
    """

    place: Callable[[Value], float]
    ticks: tuple[tuple[str, float], ...]


def odds(accuracy: float) -> float:
    """Logarithm of the odds: from 98 to 99 % is about as far as from 96 to 98 %."""
    share = min(max(accuracy, _NO_MISTAKE), 1 - _NO_MISTAKE)
    return math.log(share / (1 - share))


def odds_scale(accuracies: Sequence[float], most: int = 6) -> Scale:
    """An axis for accuracies, of which there is at least one."""
    low, high = odds(min(accuracies)), odds(max(accuracies))
    room = max(_ROOM * (high - low), 0.05)
    low, high = low - room, high + room

    def place(value: Value) -> float:
        return (odds(float(value)) - low) / (high - low)

    ticks = [share for share in _ODDS if low <= odds(share) <= high]
    if len(ticks) < 2:  # all came to nearly the same
        ticks = sorted({min(accuracies), max(accuracies)})
    # The finer ones, near the top, are what tells good trials apart.
    shown = ticks[-most:] if len(ticks) > most else ticks
    return Scale(place, tuple((f"{100 * share:.4g} %", place(share)) for share in shown))


def dimension_scale(dimension: Dimension) -> Scale:
    """An axis for a setting."""
    return _choices(dimension) if isinstance(dimension, Choice) else _numbers(dimension)


def _choices(choice: Choice) -> Scale:
    places = {
        value: (number + 0.5) / len(choice.values) for number, value in enumerate(choice.values)
    }
    return Scale(places.__getitem__, tuple((in_words(value), at) for value, at in places.items()))


def _numbers(span: Span) -> Scale:
    bend: Callable[[float], float] = math.log10 if span.log else float
    low, high = bend(span.low), bend(span.high)

    def place(value: Value) -> float:
        return _ROOM + (1 - 2 * _ROOM) * (bend(float(value)) - low) / (high - low)

    marks = _decades(span) if span.log else _round_numbers(span)
    return Scale(place, tuple((f"{mark:g}", place(mark)) for mark in marks))


def _decades(span: Span) -> list[float]:
    first, last = math.ceil(math.log10(span.low)), math.floor(math.log10(span.high))
    decades = [10.0**power for power in range(first, last + 1)]
    return decades if len(decades) >= 2 else [span.low, span.high]


def _round_numbers(span: Span) -> list[float]:
    marks = MaxNLocator(5, integer=span.whole, steps=[1, 2, 5, 10]).tick_values(span.low, span.high)
    return [float(mark) for mark in marks if span.low - 1e-9 <= mark <= span.high + 1e-9]
