"""Where values lie on an axis of height 1, and what is written beside it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from inkdigits.sweep._vary import Choice, Dimension, Span, Value, in_words

_ODDS = (
    0.1, 0.2, 0.5, 0.7, 0.8, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.996,
    0.997, 0.998, 0.9985, 0.999, 0.9995,
)  # fmt: skip
_APART = 0.11  # of the axis, two ticks at least
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


def odds_scale(accuracies: Sequence[float]) -> Scale:
    """An axis for accuracies, of which there is at least one."""
    low, high = odds(min(accuracies)), odds(max(accuracies))
    room = max(_ROOM * (high - low), 0.05)
    low, high = low - room, high + room

    def place(value: Value) -> float:
        return (odds(float(value)) - low) / (high - low)

    shown: list[float] = []
    for share in reversed(_ODDS):  # from the top, where good trials are told apart
        if low <= odds(share) <= high and (not shown or place(shown[-1]) - place(share) >= _APART):
            shown.append(share)
    if len(shown) < 2:  # all came to nearly the same
        shown = sorted({min(accuracies), max(accuracies)})
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
