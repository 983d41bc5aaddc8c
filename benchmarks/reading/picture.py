"""The figure: exact lines and digit errors, category by category, ours and Tesseract's."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from scores import Estimate, Summary

from inkdigits.evaluation.pictures import _style

_HEIGHT = 0.36  # of a bar


def draw_accuracy(ours: Mapping[str, Summary], theirs: Mapping[str, Summary], target: Path) -> None:
    """Bars with 95 % intervals: exact lines on the left, digit errors on the right."""
    with _style.drawing(target, height=0.55 * len(ours) + 1.4, width=7.6) as figure:
        left, right = figure.subplots(1, 2, sharey=True)
        for label, color, row, side in (
            ("inkdigits", _style.BLUE, ours, -0.5),
            ("Tesseract, digits only", _style.ORANGE, theirs, 0.5),
        ):
            places = [
                list(ours).index(name) + (side * _HEIGHT if name in theirs else 0) for name in row
            ]  # one bar alone is in the middle
            _bars(left, places, [found.exact for found in row.values()], color, label)
            _bars(right, places, [found.error_rate for found in row.values()], color, label)
        left.set_title("Lines read exactly")
        right.set_title("Digit errors")
        left.set_yticks(range(len(ours)), list(ours))
        left.set_ylim(len(ours) - 0.4, -0.6)
        left.set_xlim(0, 1.14)
        left.set_xticks([0, 0.25, 0.5, 0.75, 1])
        right.set_xlim(0, 1.22 * max(right.get_xlim()[1], 0.01))
        for axes in (left, right):
            axes.xaxis.set_major_formatter(FuncFormatter(_style.percent_tick))
            axes.grid(axis="x")
            axes.tick_params(axis="y", length=0)
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2)


def _bars(
    axes: Axes, places: list[float], estimates: list[Estimate], color: str, label: str
) -> None:
    if not estimates:
        return
    values = np.array([one.value for one in estimates])
    reach = [values - [one.low for one in estimates], [one.high for one in estimates] - values]
    axes.barh(places, values, _HEIGHT, color=color, label=label)
    axes.errorbar(
        values, places, xerr=np.maximum(reach, 0), fmt="none", ecolor=_style.TEXT, elinewidth=0.9,
        capsize=2,
    )  # fmt: skip
    for place, one in zip(places, estimates, strict=True):
        axes.annotate(
            f"{100 * one.value:.1f}", (max(one.high, one.value), place), (4, 0),
            textcoords="offset points", va="center", fontsize=8, color=_style.MUTED,
        )  # fmt: skip
