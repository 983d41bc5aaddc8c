import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from inkdigits.arrays import Images, Labels, Uint8Array
from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, TEXT, drawing, show_digit

_COLUMNS = 8
_MOST = 48


def disagreements(first: Labels, second: Labels, labels: Labels) -> npt.NDArray[np.intp]:
    """Indices of the digits that exactly one of two models reads."""
    return np.flatnonzero((first == labels) != (second == labels))


def draw_disagreements(
    images: Images,
    answers: tuple[Labels, Labels],
    labels: Labels,
    names: Sequence[str],
    target: Path,
) -> Path:
    """Draw digits that one of two models reads and the other does not, with both answers.

    Args:
        images: (N, 28, 28) uint8.
        answers: (N,) of each model.
        labels: (N,) uint8, the true digits.
        names: of the two models.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    every = disagreements(*answers, labels)
    # Spread over all of them, so that a class at the end of a sorted dataset is not left out.
    shown = every[np.linspace(0, len(every) - 1, min(_MOST, len(every))).astype(int)]
    rows = max(1, math.ceil(len(shown) / _COLUMNS))
    with drawing(target, height=0.6 + 0.98 * rows) as figure:
        of_all = f" of {len(every):,}" if len(shown) < len(every) else ""
        figure.suptitle(
            f"{len(shown)}{of_all} digits that only one reads\nleft: {names[0]}, right: {names[1]}",
            x=0.01,
            ha="left",
            fontsize=10,
            fontweight="bold",
        )
        grid = figure.subplots(rows, _COLUMNS, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, index in zip(grid.flat, shown, strict=False):
            said = (int(answers[0][index]), int(answers[1][index]))
            _draw_tile(axes, images[index], said, int(labels[index]), int(index))
    return target


def _draw_tile(
    axes: Axes, image: Uint8Array, said: tuple[int, int], label: int, index: int
) -> None:
    show_digit(axes, image)
    axes.set_title(f"is {label}", fontsize=7.5, color=TEXT, loc="left", pad=2)
    axes.set_title(f"#{index}", fontsize=5.5, color=MUTED, loc="right", pad=2, fontweight="normal")
    for answer, side, x in zip(said, ("left", "right"), (0.0, 1.0), strict=True):
        is_right = answer == label
        axes.text(
            x,
            -0.06,
            f"{answer}" if is_right else f"{answer} ✗",
            transform=axes.transAxes,
            ha=side,
            va="top",
            fontsize=8,
            color=BLUE if is_right else ORANGE,
        )
