"""Accuracy against the time it takes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, RULE, TEXT, drawing
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._results import Results
from inkdigits.sweep.pictures._scales import odds_scale


def draw_cost(results: Results, target: Path) -> Path:
    """Draw each trial by the seconds of its training and its accuracy on the digits held out.

    Args:
        results: of a sweep.
        target: the PNG file.
    """
    outcomes = [trial.outcome for trial in results.trials]
    seeds = list(results.winner.outcomes) if results.winner else []
    shown = [one for one in (*outcomes, *seeds) if one.validation]
    scale = odds_scale([_accuracy(one) for one in shown])
    best, default = results.best.outcome, results.default.outcome
    others = [one for one in outcomes if one not in (best, default)]
    with drawing(target, height=3.8) as figure:
        axes = figure.subplots()
        layers: list[tuple[str, Sequence[Outcome], dict[str, Any]]] = [
            ("given up", _of(others, "pruned"), {"marker": "x", "color": MUTED, "s": 26}),
            ("trial", _of(others, "complete"), {"marker": "o", "color": BLUE, "s": 30}),
            ("best, other seeds", seeds, {"marker": "*", "color": "none", "s": 90, "ec": ORANGE}),
            ("default recipe", _of([default], "complete"), {"marker": "D", "c": TEXT, "s": 46}),
            ("best", [best], {"marker": "*", "color": ORANGE, "s": 190}),
        ]
        if best is default:
            del layers[3]
        for label, some, look in layers:
            if some:
                heights = [scale.place(_accuracy(one)) for one in some]
                axes.scatter([one.seconds for one in some], heights, label=label, zorder=3, **look)
        _mark(axes, [one.seconds for one in shown])
        axes.set(xlabel="training, seconds", ylabel="validation accuracy", ylim=(0, 1))
        axes.set_yticks([at for _, at in scale.ticks], [label for label, _ in scale.ticks])
        axes.grid(color=RULE, alpha=0.7)
        figure.legend(loc="outside lower center", ncols=3)
    return target


def _mark(axes: Axes, seconds: Sequence[float]) -> None:
    """A logarithmic axis only where times differ that much."""
    if max(seconds) > 8 * min(seconds):
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.xaxis.set_major_formatter("{x:g}")
    else:
        axes.set_xlim(left=0)


def _of(outcomes: Sequence[Outcome], state: str) -> list[Outcome]:
    return [one for one in outcomes if one.state == state]


def _accuracy(outcome: Outcome) -> float:
    return float(outcome.validation["accuracy"]) if outcome.validation else 0.0
