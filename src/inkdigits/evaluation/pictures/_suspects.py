import math
from pathlib import Path

from matplotlib.axes import Axes

from inkdigits.arrays import Images, Uint8Array
from inkdigits.evaluation.labels._audit import LabelAudit, Suspect
from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, TEXT, drawing, show_digit

_COLUMNS = 6
_MOST = 60


def draw_suspects(images: Images, audit: LabelAudit, target: Path) -> Path:
    """Draw the digits whose labels are most in doubt, each with its label and what it may be.

    Args:
        images: (N, 28, 28) uint8, what was audited.
        audit: of which the first 60 suspects are shown.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    shown = audit.suspects[:_MOST]
    rows = max(1, math.ceil(len(shown) / _COLUMNS))
    with drawing(target, height=0.4 + 1.16 * rows) as figure:
        figure.suptitle(
            f"The {len(shown)} most doubtful labels of {audit.data}",
            x=0.01,
            ha="left",
            fontsize=10,
            fontweight="bold",
        )
        grid = figure.subplots(rows, _COLUMNS, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, suspect in zip(grid.flat, shown, strict=False):
            _draw_tile(axes, images[suspect.index], suspect)
    return target


def _draw_tile(axes: Axes, image: Uint8Array, suspect: Suspect) -> None:
    show_digit(axes, image)
    axes.set_title(f"label {suspect.label}", fontsize=7.5, color=TEXT, loc="left", pad=2)
    axes.set_title(
        f"#{suspect.index}", fontsize=5.5, color=MUTED, loc="right", pad=2, fontweight="normal"
    )
    is_doubted = suspect.suggested_confidence > suspect.label_confidence
    axes.set_xlabel(
        f"{suspect.suggested if is_doubted else suspect.label}  "
        f"{math.floor(100 * max(suspect.suggested_confidence, suspect.label_confidence))} %"
        + (" ✗" if suspect.issue else ""),
        fontsize=7.5,
        color=ORANGE if is_doubted else BLUE,
        labelpad=2,
    )
