from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.patches import Rectangle

from inkdigits.evaluation.pictures._style import BLUE, MUTED, PALE, TEXT, drawing
from inkdigits.evaluation.scores._metrics import Confusion

_MAP = "OrRd"


def draw_confusion_matrix(confusion: Confusion, target: Path) -> Path:
    """Draw the confusion matrix with its counts.

    The mistakes are coloured by the logarithm of their number, the right answers are not: on one
    scale five mistakes would vanish beside 980 right answers.

    Args:
        confusion: (10, 10) counts; the row is the true digit, the column the answer.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    mistakes = np.where(np.eye(10, dtype=bool), 0, confusion)
    # From below 1, so that one mistake has a colour; to at least 20, so that it is no loud one.
    scale = LogNorm(vmin=0.5, vmax=max(20, int(mistakes.max())))
    with drawing(target, height=4.9) as figure:
        axes = figure.add_subplot()
        axes.imshow(np.ma.masked_equal(mistakes, 0), cmap=_MAP, norm=scale)
        for digit in range(10):
            corner = (digit - 0.5, digit - 0.5)
            axes.add_patch(
                Rectangle(corner, 1, 1, facecolor=PALE, edgecolor="white", linewidth=1.5)
            )
        _write_counts(axes, confusion, scale)
        _label(axes)
    return target


def _write_counts(axes: Axes, confusion: Confusion, scale: LogNorm) -> None:
    for (row, column), count in np.ndenumerate(confusion):
        right = row == column
        if count == 0 and not right:
            continue
        dark = not right and float(np.asarray(scale(count))) > 0.6
        axes.text(
            column,
            row,
            str(count),
            ha="center",
            va="center",
            fontsize=9,
            fontweight="bold" if right else "normal",
            color=BLUE if right else "white" if dark else TEXT,
        )


def _label(axes: Axes) -> None:
    axes.set(xticks=range(10), yticks=range(10), xlabel="recognised as", ylabel="true digit")
    axes.tick_params(length=0, labelsize=10)
    axes.set_xticks(np.arange(-0.5, 10), minor=True)
    axes.set_yticks(np.arange(-0.5, 10), minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(MUTED)
    axes.set_title("What each digit was taken for")
