"""A scale of odds for accuracies: 99 to 99.9 % is as far as 90 to 99 %.

On an even scale that has room for the bad ones, all good models look alike.
"""

from collections.abc import Iterable

from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, NullLocator

from inkdigits.evaluation.pictures._style import percent_tick

ODDS_RANGE = (0.05, 0.9995)
"""What is shown; such a scale has neither 0 nor 1."""

_TICKS = (0.1, 0.5, 0.9, 0.99, 0.999)


def mark_odds(axis: Axis) -> None:
    """Give an axis of matplotlib's "logit" scale the ticks of our pictures."""
    axis.set_major_locator(FixedLocator(_TICKS))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(percent_tick)


def within_odds(shares: Iterable[float]) -> list[float]:
    """The shares, those that the scale cannot show at its nearer end."""
    low, high = ODDS_RANGE
    return [min(max(share, low), high) for share in shares]
