"""The picture: training time against accuracy, every contestant."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from summary import BARS, Result

from inkdigits.evaluation.pictures import _style

_TICKS = (0.9, 0.95, 0.97, *BARS, 0.998)
_TIMES = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
_PEER_COLORS = (_style.BLUE, _style.SKY, _style.GREEN, "#E69F00", "#CC79A7")
_MARKERS = "osD^v"


def draw(results: Sequence[Result], target: Path) -> Path:
    """Draw accuracy (mean over runs) against training time (median), both logarithmic.

    The vertical scale is that of the error, so that 99 to 99.5 % is as high as 98 to 99 %.
    """
    with _style.drawing(target, height=5.0, width=7.2) as figure:
        axes = figure.add_subplot()
        peers = [result for result in results if not result.ours]
        for result, color, marker in zip(peers, _PEER_COLORS, _MARKERS, strict=False):
            curve = result.curve()
            axes.plot(
                [epoch.seconds for epoch in curve],
                [1 - epoch.accuracy for epoch in curve],
                color=color,
                marker=marker,
                markersize=3.5,
                linewidth=1.4,
                label=result.label,
            )
        _draw_ours(axes, [result for result in results if result.ours])
        _scales(axes, results)
        for bar in BARS:
            axes.axhline(1 - bar, color=_style.RULE, linewidth=0.8, zorder=0)
        axes.set_title("Time to accuracy on MNIST's test digits")
        axes.set_xlabel("training time")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3)
    return target


def _draw_ours(axes: Axes, ours: Sequence[Result]) -> None:
    for result in ours:
        end = result.curve()[-1]
        times = [run[-1].seconds for run in result.runs]
        errors = [1 - run[-1].accuracy for run in result.runs]
        axes.errorbar(
            end.seconds,
            1 - end.accuracy,
            xerr=_reach(times, end.seconds),
            yerr=_reach(errors, 1 - end.accuracy),
            color=_style.ORANGE,
            marker="*",
            markersize=13,
            elinewidth=1.2,
        )
        axes.annotate(
            result.label,
            (end.seconds, 1 - end.accuracy),
            (0, 11),
            textcoords="offset points",
            ha="center",
            color=_style.ORANGE,
            weight="bold",
        )


def _reach(values: Sequence[float], center: float) -> list[list[float]]:
    """How far the runs reach below and above their centre."""
    return [[max(0.0, center - min(values))], [max(0.0, max(values) - center)]]


def _scales(axes: Axes, results: Sequence[Result]) -> None:
    points = [epoch for result in results for epoch in result.curve()]
    errors = [1 - epoch.accuracy for epoch in points]
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_ylim(max(0.02, 1.1 * min(max(errors), 0.1)), min(0.0025, 0.8 * min(errors)))
    axes.set_xlim(
        0.35 * min(epoch.seconds for epoch in points), 1.4 * max(epoch.seconds for epoch in points)
    )
    axes.yaxis.set_major_locator(FixedLocator([1 - tick for tick in _TICKS]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda error, _: f"{100 * (1 - error):.4g} %"))
    axes.xaxis.set_major_locator(FixedLocator(_TIMES))
    axes.xaxis.set_major_formatter(FuncFormatter(_duration))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())


def _duration(seconds: float, _position: float) -> str:
    return f"{seconds:g} s" if seconds < 60 else f"{seconds / 60:g} min"
