from pathlib import Path

import numpy as np

from inkdigits.data import Dataset
from inkdigits.evaluation.pictures._style import MUTED, PAPER_INK, TEXT, drawing, hide_frame
from inkdigits.insight._picture import Picture


def draw_matrix(data: Dataset, target: Path) -> Picture:
    """Draw the first digit as the numbers that a computer is given.

    Args:
        data: at least one digit.
        target: the PNG file.
    """
    image = data.images[0]
    name = "a digit" if data.labels is None else f"a {data.labels[0]}"
    with drawing(target, height=7.1, width=7.0) as figure:
        axes = figure.add_subplot()
        axes.imshow(image, cmap=PAPER_INK, vmin=0, vmax=255)
        axes.set_title(f"What the computer is given: {name} is 28 × 28 numbers", fontsize=14)
        for (row, column), value in np.ndenumerate(image):
            colour = MUTED if value == 0 else "white" if value > 120 else TEXT
            axes.text(column, row, str(value), color=colour, fontsize=7, ha="center", va="center")
        hide_frame(axes)
    inked = int(np.count_nonzero(image))
    return Picture(
        "One digit as numbers",
        f"The first digit of {data.name}: {inked} of its 784 numbers are ink, the other "
        f"{784 - inked} are 0; a recognizer sees nothing but these numbers.",
        f"{name.capitalize()} as 28 rows of 28 numbers, shaded by their value",
        target,
        wide=True,
    )
