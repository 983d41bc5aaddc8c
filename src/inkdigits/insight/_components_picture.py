from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from inkdigits.arrays import Uint8Array
from inkdigits.data import Dataset
from inkdigits.evaluation.pictures._style import (
    BLUE,
    MUTED,
    ORANGE,
    PAPER_INK,
    drawing,
    hide_frame,
    percent_tick,
)
from inkdigits.insight._components import PrincipalComponents
from inkdigits.insight._picture import Picture, percent

# Share of the variance, and how many points below the curve its label stands clear of the others.
_LABEL_DROP = {0.5: 4, 0.9: 22, 0.95: 16, 0.99: 16}


def draw_components(data: Dataset, components: PrincipalComponents, target: Path) -> Picture:
    """Draw how much of the variance few numbers hold, and the first digit rebuilt from them.

    Args:
        data: the digits.
        components: their principal components.
        target: the PNG file.
    """
    needed = {share: components.needed(share) for share in _LABEL_DROP}
    with drawing(target, height=4.3) as figure:
        upper, lower = figure.subfigures(2, 1, squeeze=False, height_ratios=(2.2, 1)).flat
        _draw_curve(upper.subplots(), components, needed)
        lower.suptitle(
            "The first digit, rebuilt from that many numbers",
            x=0.02,
            ha="left",
            fontsize=11,
            fontweight="bold",
        )
        counts = [*needed.values(), 784]
        for axes, count in zip(lower.subplots(1, len(counts)), counts, strict=True):
            _draw_rebuilt(axes, components, data.images[0], count)
    return Picture(
        "Principal components",
        f"{needed[0.9]} numbers for each digit instead of 784 keep {percent(0.9, 0)} of the "
        f"variance, {needed[0.95]} keep {percent(0.95, 0)}: "
        "neighbouring pixels mostly say the same.",
        "A curve that rises steeply, then flattens; below, one digit ever sharper",
        target,
    )


def _draw_curve(axes: Axes, components: PrincipalComponents, needed: dict[float, int]) -> None:
    axes.plot(np.arange(1, 785), components.explained, color=BLUE)
    for share, count in needed.items():
        axes.plot(count, share, "o", color=ORANGE)
        axes.annotate(
            f"{count} for {percent(share, 0)}",
            (count, share),
            xytext=(8, -_LABEL_DROP[share]),
            textcoords="offset points",
        )
    axes.set_xlim(0, 1.35 * needed[0.99])  # beyond it the curve is flat
    axes.set_ylim(0, 1.04)
    axes.yaxis.set_major_formatter(percent_tick)
    axes.set_xlabel("principal components kept, of 784")
    axes.set_ylabel("variance kept")
    axes.set_title("Few numbers hold most of a digit")
    axes.grid(axis="y")


def _draw_rebuilt(
    axes: Axes, components: PrincipalComponents, image: Uint8Array, count: int
) -> None:
    axes.imshow(components.rebuild(image, count), cmap=PAPER_INK, vmin=0, vmax=1)
    axes.set_xlabel(str(count), color=MUTED)
    hide_frame(axes)
