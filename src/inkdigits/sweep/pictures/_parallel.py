"""Every trial as a line: what it tried, and what came of it."""

import itertools
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D

from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, RULE, TEXT, drawing
from inkdigits.sweep._results import Results
from inkdigits.sweep._trial import Trial
from inkdigits.sweep._vary import Choice
from inkdigits.sweep.pictures._scales import Scale, dimension_scale, odds_scale

_FEWER = LinearSegmentedColormap.from_list("blues", ["#C3DCEC", BLUE, "#08304B"])
_SPREAD = 0.045  # that trials with the same choice lie apart
_BEND = np.linspace(0, 1, 40)


def draw_parallel(results: Results, target: Path) -> Path:
    """Draw the trials across an axis for each setting, the most important first.

    Args:
        results: of a sweep.
        target: the PNG file.
    """
    by_name = {dimension.name: dimension for dimension in results.sweep.space.dimensions}
    names = list(results.importance) or list(by_name)
    scales = [dimension_scale(by_name[name]) for name in names]
    shown = [trial for trial in reversed(results.rows) if trial.outcome.state != "failed"]
    scales.append(odds_scale([trial.accuracy for trial in shown]))
    with drawing(target, height=3.9, width=max(4.8, 1.9 * len(scales))) as figure:
        axes = figure.subplots()
        for number, (name, scale) in enumerate(zip([*names, "validation"], scales, strict=True)):
            _draw_axis(axes, number, name, scale)
        apart = {name: _SPREAD if isinstance(one, Choice) else 0.0 for name, one in by_name.items()}
        for trial in shown:
            _draw_trial(axes, results, trial, names, scales, apart)
        axes.set(xlim=(-0.35, len(scales) - 0.55), ylim=(-0.02, 1.1))
        axes.set_axis_off()
        figure.legend(handles=_legend(results), loc="outside lower center", ncols=4)
    return target


def _draw_axis(axes: Axes, at: int, name: str, scale: Scale) -> None:
    axes.plot([at, at], [0, 1], color=MUTED, linewidth=1.2, zorder=4)
    axes.text(at, 1.05, name, ha="center", va="bottom", fontweight="bold", fontsize=10)
    for label, height in scale.ticks:
        axes.plot([at - 0.02, at + 0.02], [height, height], color=MUTED, linewidth=1.2, zorder=4)
        # On white, so that lines do not cross it out.
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8}
        axes.text(at + 0.05, height, label, va="center", ha="left", fontsize=9, zorder=6, bbox=box)


def _draw_trial(
    axes: Axes,
    results: Results,
    trial: Trial,
    names: list[str],
    scales: list[Scale],
    apart: dict[str, float],
) -> None:
    last = len(names)
    end = scales[-1].place(trial.accuracy)
    color, width, order = _look(results, trial)
    axes.plot([last], [end], "o", color=color, markersize=4 + width, zorder=5 + order)
    if not trial.params:
        return
    # The same for each trial on all axes, and none like its neighbour's.
    shift = (trial.number * 0.618) % 1 * 2 - 1
    heights = [
        scale.place(trial.params[name]) + shift * apart[name]
        for name, scale in zip(names, scales, strict=False)
    ]
    heights.append(end)
    smooth = _BEND * _BEND * (3 - 2 * _BEND)
    for number, (start, stop) in enumerate(itertools.pairwise(heights)):
        axes.plot(
            number + _BEND,
            start + (stop - start) * smooth,
            color=color,
            linewidth=width,
            linestyle=(0, (4, 2)) if trial is results.default else "-",
            zorder=1 + order,
        )


def _look(results: Results, trial: Trial) -> tuple[str, float, float]:
    """Colour, width in points, and what lies above what."""
    if trial is results.best:
        return ORANGE, 2.8, 2.5
    if trial is results.default:
        return TEXT, 2.0, 2.0
    if trial.outcome.state == "pruned":
        return RULE, 1.0, 0.0
    complete = [one for one in results.rows if one.outcome.state == "complete"]
    place = 1 - complete.index(trial) / max(1, len(complete) - 1)
    red, green, blue, _ = _FEWER(0.85 * place)
    return f"#{int(255 * red):02x}{int(255 * green):02x}{int(255 * blue):02x}", 1.4, 1 + place / 2


def _legend(results: Results) -> list[Line2D]:
    lines = [Line2D([], [], color=ORANGE, linewidth=2.8, label="best")]
    if results.default is not results.best:
        style = {"linestyle": (0, (4, 2))} if results.default.params else {"marker": "o", "ls": ""}
        lines.append(Line2D([], [], color=TEXT, linewidth=2, label="default recipe", **style))
    lines.append(Line2D([], [], color=BLUE, linewidth=1.4, label="the darker, the better"))
    if results.counts["pruned"]:
        lines.append(Line2D([], [], color=RULE, linewidth=1.2, label="given up"))
    return lines
