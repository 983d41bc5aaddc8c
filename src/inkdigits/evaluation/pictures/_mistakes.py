import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from inkdigits.arrays import Images, Labels, Probabilities, Uint8Array
from inkdigits.evaluation.pictures._style import MUTED, ORANGE, TEXT, drawing, show_digit

_COLUMNS = 4


def worst_mistakes(
    probabilities: Probabilities, labels: Labels, limit: int = 20
) -> npt.NDArray[np.intp]:
    """Indices of the wrong answers, the most confident first.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8.
        limit: at most so many.
    """
    confidence = probabilities.max(axis=1)
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(-confidence[wrong], kind="stable")][:limit]


def draw_worst_mistakes(
    images: Images, probabilities: Probabilities, labels: Labels, target: Path
) -> Path:
    """Draw the most confident mistakes, with what was thought of each.

    Args:
        images: (N, 28, 28) uint8.
        probabilities: (N, 10), what the model gave them.
        labels: (N,) uint8, the true digits.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    shown = worst_mistakes(probabilities, labels)
    if len(shown) == 0:
        with drawing(target, height=1.2) as figure:
            _say_none(figure, len(labels))
        return target
    rows = math.ceil(len(shown) / _COLUMNS)
    with drawing(target, height=0.35 + 1.76 * rows) as figure:
        figure.suptitle(
            "The most confident mistakes", x=0.01, ha="left", fontsize=11, fontweight="bold"
        )
        grid = figure.subplots(rows, _COLUMNS, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, index in zip(grid.flat, shown, strict=False):
            _draw_tile(axes, images[index], probabilities[index], int(labels[index]), int(index))
    return target


def _draw_tile(
    axes: Axes, image: Uint8Array, probabilities: Probabilities, label: int, index: int
) -> None:
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    show_digit(axes, image)
    axes.set_title(f"is {label}", fontsize=9, color=TEXT, loc="left", pad=3)
    axes.set_title(f"#{index}", fontsize=7, color=MUTED, loc="right", pad=3, fontweight="normal")
    axes.set_xlabel(
        f"said {first}  {_percent(probabilities[first])}", fontsize=9, color=ORANGE, labelpad=3
    )
    axes.annotate(
        f"or {second}  {_percent(probabilities[second])}",
        xy=(0.5, 0.0),
        xycoords="axes fraction",
        xytext=(0, -21),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=8.5,
        color=MUTED,
    )


def _say_none(figure: Figure, n: int) -> None:
    digits = "the one digit" if n == 1 else f"{n:,} digits"
    figure.text(0.5, 0.5, f"No mistakes in {digits}.", ha="center", va="center", fontsize=12)


def _percent(share: float) -> str:
    """A share in per cent that says neither 100 nor 0 of what is not quite."""
    if 0.999 < share < 1.0:
        return ">99.9 %"
    if 0.0 < share < 0.001:
        return "<0.1 %"
    return f"{100 * share:.1f} %"
