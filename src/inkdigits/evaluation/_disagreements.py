import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images, Labels
from inkdigits.evaluation._style import BLUE, MUTED, ORANGE, PAPER_INK, RULE, TEXT, drawing

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
    shown = every[np.linspace(0, len(every) - 1, min(_MOST, len(every))).astype(int)]
    rows = max(1, math.ceil(len(shown) / _COLUMNS))
    with drawing(target, height=0.7 + 1.3 * rows) as figure:
        count = (
            f"{len(shown)} of the {len(every):,}" if len(shown) < len(every) else f"{len(every)}"
        )
        figure.suptitle(
            f"{count} digits that only {names[0]} (left) or only {names[1]} (right) reads",
            x=0.01,
            ha="left",
            fontsize=11,
            fontweight="bold",
        )
        grid = figure.subplots(rows, _COLUMNS, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, index in zip(grid.flat, shown, strict=False):
            axes.imshow(images[index], cmap=PAPER_INK, vmin=0, vmax=255)
            axes.set_axis_on()
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(True)
            axes.spines[:].set_color(RULE)
            axes.set_title(f"is {labels[index]}", fontsize=8, color=TEXT, loc="left", pad=3)
            axes.set_title(f"#{index}", fontsize=6.5, color=MUTED, loc="right", pad=3)
            for answer, side, x in zip(answers, ("left", "right"), (0.0, 1.0), strict=True):
                right = answer[index] == labels[index]
                axes.text(
                    x,
                    -0.06,
                    f"{answer[index]}" if right else f"{answer[index]} ✗",
                    transform=axes.transAxes,
                    ha=side,
                    va="top",
                    fontsize=9,
                    color=BLUE if right else ORANGE,
                )
    return target
