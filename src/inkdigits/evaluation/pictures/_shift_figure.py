from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator

from inkdigits.errors import InputError
from inkdigits.evaluation._shift_curves import ShiftCurve, ShiftCurves, ShiftPoint
from inkdigits.evaluation.pictures._odds_scale import ODDS_RANGE, mark_odds, within_odds
from inkdigits.evaluation.pictures._style import (
    BLUE,
    GREEN,
    MUTED,
    ORANGE,
    PALE,
    RULE,
    SKY,
    drawing,
)

_COLORS = (BLUE, ORANGE, GREEN, SKY)
_MARKERS = ("o", "s", "^", "D")
_PANEL_HEIGHT = 1.5  # inches


def draw_shift_curves(measured: Sequence[ShiftCurves], target: Path) -> Path:
    """Draw accuracy against severity, a panel for each shift, with its 95 % Wilson interval.

    The scale is one of odds, on which 99 to 99.9 % is as far as 90 to 99 %: on an even one all good
    models would look alike. The thin line is the accuracy on the unchanged digits; the shaded range
    is the shift's usual one.

    Args:
        measured: from one to four models, on the same shifts; more than one get a legend.
        target: the PNG file to write.

    Returns:
        `target`.

    Raises:
        InputError: there are no models, more than four, or they were measured on other shifts.
    """
    if not 1 <= len(measured) <= len(_COLORS):
        raise InputError(f"got {len(measured)} models to draw, wanted 1 to {len(_COLORS)}")
    names = list(measured[0].curves)
    for curves in measured[1:]:
        if list(curves.curves) != names:
            raise InputError(
                f"{curves.model} was measured on {', '.join(curves.curves)}, wanted the shifts of "
                f"{measured[0].model}: {', '.join(names)}"
            )
    rows = -(-len(names) // 2)
    height = _PANEL_HEIGHT * rows + 0.35 * (len(measured) > 1)
    with drawing(target, height=height) as figure:
        panels = list(figure.subplots(rows, 2, sharey=True, squeeze=False).flat)
        for axes, name in zip(panels, names, strict=False):
            _draw_panel(axes, [curves[name] for curves in measured], [c.clean for c in measured])
        for axes in panels[len(names) :]:
            axes.set_visible(False)
        if len(measured) > 1:
            figure.legend(
                panels[0].get_lines()[: len(measured)],
                [curves.model for curves in measured],
                loc="outside upper center",
                ncols=len(measured),
                columnspacing=1.2,
            )
    return target


def _draw_panel(axes: Axes, curves: Sequence[ShiftCurve], clean: Sequence[ShiftPoint]) -> None:
    shift = curves[0].shift
    axes.axvspan(*shift.usual, color=PALE, linewidth=0, zorder=0)
    for curve, color, marker in zip(curves, _COLORS, _MARKERS, strict=False):
        severities = [point.severity for point in curve.points]
        lows, highs = zip(*(point.ci95 for point in curve.points), strict=True)
        axes.plot(
            severities,
            within_odds([point.accuracy for point in curve.points]),
            color=color,
            marker=marker,
            markersize=3.5,
            linewidth=1.6,
        )
        axes.fill_between(
            severities, within_odds(lows), within_odds(highs), color=color, alpha=0.2, linewidth=0
        )
    for point, color in zip(clean, _COLORS, strict=False):
        axes.axhline(*within_odds([point.accuracy]), color=color, linewidth=0.7, zorder=1)
    axes.set_yscale("logit")
    axes.set_ylim(ODDS_RANGE)
    mark_odds(axes.yaxis)
    # Two states have no others between them.
    between = MaxNLocator(nbins=6, steps=[1, 2, 5, 10])
    states = len(shift.severities) == 2
    axes.xaxis.set_major_locator(FixedLocator(shift.severities) if states else between)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.grid(axis="y", color=RULE)
    axes.set_title(shift.name.capitalize(), pad=4)
    axes.set_xlabel(shift.unit, color=MUTED, fontsize=9)
