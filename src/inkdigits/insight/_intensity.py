from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from inkdigits.evaluation.pictures._style import (
    BLUE,
    MUTED,
    ORANGE,
    SKY,
    TEXT,
    drawing,
    percent_tick,
)
from inkdigits.insight._picture import Picture, percent
from inkdigits.insight._pixels import FULL_INK, PixelStatistics


def draw_intensity(statistics: PixelStatistics, target: Path) -> Picture:
    """Draw how many pixels have each of the 256 grey values, on a logarithmic scale.

    Args:
        statistics: of the images to describe.
        target: the PNG file.
    """
    shares = statistics.histogram / statistics.histogram.sum()
    greys = np.arange(256)
    with drawing(target, height=3.0) as figure:
        axes = figure.add_subplot()
        # One value is as thin as a hair; the background's bar is what the picture is about.
        axes.bar(0, shares[0], 4.0, color=MUTED)
        axes.bar(greys[1:FULL_INK], shares[1:FULL_INK], 1.0, color=SKY)
        axes.bar(greys[FULL_INK:], shares[FULL_INK:], 1.0, color=BLUE)
        axes.axvline(statistics.mean * 255, color=ORANGE, ymax=0.7, linewidth=1.5, linestyle="--")
        axes.set_yscale("log")
        axes.set_xlim(-5, 259)
        axes.set_xticks([0, 50, 100, 150, 200, 255])
        axes.yaxis.set_major_formatter(percent_tick)
        axes.set_xlabel("grey value of a pixel")
        axes.set_ylabel("share of all pixels (log scale)")
        axes.set_title("Grey values: much paper, little ink")
        _label(axes, statistics)
    alt = "Histogram of the 256 grey values: a tall bar at 0, low ones between, a hump at the end"
    return Picture("Pixel intensity", _caption(statistics), alt, target)


def _label(axes: Axes, statistics: PixelStatistics) -> None:
    """Say in the drawing what each part of it adds up to."""
    mean = statistics.mean * 255
    words = (
        (5, 0.97, "left", f"background\n{percent(statistics.background)}", MUTED),
        (mean + 4, 0.7, "left", f"mean {mean:.0f}", ORANGE),
        (128, 0.5, "center", f"grey edges {percent(statistics.grey)}", TEXT),
        (246, 0.97, "right", f"full ink ({FULL_INK}+)\n{percent(statistics.full_ink)}", BLUE),
    )
    across = axes.get_xaxis_transform()  # x in grey values, y as a share of the height
    for x, y, side, text, colour in words:
        axes.text(x, y, text, color=colour, ha=side, va="top", transform=across)


def _caption(statistics: PixelStatistics) -> str:
    return (
        f"{percent(statistics.background, 0)} of all pixels are background and "
        f"{percent(statistics.full_ink, 0)} full ink; on the scale of 0 to 1 the mean is "
        f"{statistics.mean:.4f} (dashed) and the standard deviation {statistics.std:.4f}: "
        "the two numbers that standardising subtracts and divides by."
    )
