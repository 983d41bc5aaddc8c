from pathlib import Path

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import SubFigure

from inkdigits.arrays import FloatArray
from inkdigits.data import Dataset
from inkdigits.evaluation.pictures._style import BLUE, MUTED, PAPER_INK, drawing, hide_frame
from inkdigits.insight._picture import Picture
from inkdigits.insight._pixels import mean_and_std_image

# Starts at the white of the paper, which matplotlib's own "Blues" does not.
_BLUES = LinearSegmentedColormap.from_list("paper to blue", ["white", "#A6CEE6", BLUE, "#00263D"])


def draw_class_images(data: Dataset, target: Path) -> Picture:
    """Draw the mean image of each digit and, below, where its images differ.

    Args:
        data: digits with labels.
        target: the PNG file.
    """
    images = _class_images(data)
    with drawing(target, height=4.5) as figure:
        upper, lower = figure.subfigures(2, 1, squeeze=False, hspace=0.02).flat
        means = {digit: mean for digit, (mean, _) in images.items()}
        deviations = {digit: std for digit, (_, std) in images.items()}
        _draw_ten(upper, means, "The mean image of each digit", PAPER_INK, 1.0)
        _draw_ten(lower, deviations, "Standard deviation: where writers differ", _BLUES, 0.5)
    alt = "The mean image of each digit, and below the standard deviation at each pixel"
    return Picture("Mean and standard deviation", _caption(images), alt, target)


def _class_images(data: Dataset) -> dict[int, tuple[FloatArray, FloatArray]]:
    """Mean and standard deviation of each digit that occurs."""
    assert data.labels is not None  # see the caller's contract
    present = [digit for digit in range(10) if (data.labels == digit).any()]
    return {digit: mean_and_std_image(data.images[data.labels == digit]) for digit in present}


def _draw_ten(
    part: SubFigure, images: dict[int, FloatArray], title: str, colours: str | Colormap, top: float
) -> None:
    part.suptitle(title, x=0.02, ha="left", fontsize=11, fontweight="bold")
    grid = part.subplots(2, 5)
    for digit, axes in enumerate(grid.flat):
        hide_frame(axes)
        if digit in images:
            shown = axes.imshow(images[digit], cmap=colours, vmin=0, vmax=top)
        else:
            axes.text(0.5, 0.5, f"no {digit}", ha="center", va="center", color=MUTED)
    bar = part.colorbar(shown, ax=list(grid.flat), shrink=0.8, ticks=[0, top], format="%g")
    bar.outline.set_visible(False)


def _caption(images: dict[int, tuple[FloatArray, FloatArray]]) -> str:
    spread = {digit: float(np.mean(std)) for digit, (_, std) in images.items() if std.any()}
    if len(spread) < 2:
        return "Too few images of each digit to say which is written most alike."
    least, most = min(spread, key=spread.__getitem__), max(spread, key=spread.__getitem__)
    return (
        f"The {least}s are the most alike (mean standard deviation {spread[least]:.2f}), "
        f"the {most}s the most varied ({spread[most]:.2f}); the mean image is blurred where "
        "the deviation is large."
    )
