from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, drawing, hide_frame
from inkdigits.reading import Classification

_COLUMNS = 5


def draw_answers(
    pictures: Sequence[npt.NDArray[np.uint8]],
    answers: Sequence[Classification],
    truths: Sequence[int],
    target: Path,
) -> Path:
    """Draw pictures beside what the net saw of them and what it answered.

    Args:
        pictures: each (H, W) grey or (H, W, 3) RGB uint8, one digit.
        answers: the classification of each.
        truths: the digit that each shows; an answer that differs is marked.
        target: the PNG file.

    Returns:
        `target`.
    """
    rows = -(-len(pictures) // _COLUMNS)
    with drawing(target, height=1.25 * rows + 0.1, width=2.0 * _COLUMNS) as figure:
        grid = figure.subplots(rows, 2 * _COLUMNS, squeeze=False)
        for axes in grid.flat:
            hide_frame(axes)
        for place, (picture, answer, truth) in enumerate(
            zip(pictures, answers, truths, strict=True)
        ):
            row, column = divmod(place, _COLUMNS)
            left, right = grid[row, 2 * column], grid[row, 2 * column + 1]
            left.imshow(picture, cmap="gray", vmin=0, vmax=255)
            right.imshow(answer.field, cmap="gray", vmin=0, vmax=255)
            colour = BLUE if answer.digit == truth else ORANGE
            said = "?" if answer.digit is None else str(answer.digit)
            right.set_title(f"{said}", color=colour, fontsize=15, loc="left", pad=3)
            right.set_title(
                f"{100 * answer.confidence:.1f} %", color=MUTED, fontsize=8, loc="right", pad=4,
                fontweight="normal",
            )  # fmt: skip
    return target
