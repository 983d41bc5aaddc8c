from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import SubFigure
from matplotlib.patches import Rectangle

from inkdigits.arrays import Probabilities
from inkdigits.evaluation.pictures._style import (
    BLUE,
    MUTED,
    ORANGE,
    PAPER_INK,
    RULE,
    TEXT,
    drawing,
    hide_frame,
)
from inkdigits.insight._explain import Explanation
from inkdigits.insight._layer_strips import draw_strip, strips_of
from inkdigits.insight._occlusion import PATCH
from inkdigits.insight._picture import percent

_WIDTH = 9.6  # inches: a slide's, with room for sixteen maps in a row
_TOP = 2.6  # inches for the three large panels
_FALL = LinearSegmentedColormap.from_list("surer, same, less sure", [BLUE, "white", ORANGE])


def draw_explanation(explanation: Explanation, name: str, target: Path) -> Path:
    """Draw one picture of a net at work: image, layers, answer, and which ink mattered.

    Args:
        explanation: what to draw.
        name: what to call the net.
        target: the PNG file.

    Returns:
        `target`.
    """
    strips = strips_of(explanation.view)
    heights = [_TOP, *(strip.height(_WIDTH) for strip in strips)]
    with drawing(target, height=sum(heights) + 0.4, width=_WIDTH) as figure:
        figure.suptitle(
            f"{name} says {explanation.digit} ({percent(explanation.confidence)})",
            x=0.01,
            ha="left",
            fontsize=16,
            fontweight="bold",
            parse_math=False,
        )
        parts = figure.subfigures(len(heights), 1, squeeze=False, height_ratios=heights)
        _draw_panels(parts[0, 0], explanation)
        for part, strip in zip(parts[1:, 0], strips, strict=True):
            draw_strip(part, strip)
    return target


def _draw_panels(part: SubFigure, explanation: Explanation) -> None:
    sees, bars, matters = part.subplots(1, 3, width_ratios=(1, 1.25, 1.2))
    _draw_input(sees, explanation)
    _draw_bars(bars, explanation.view.probabilities)
    _draw_occlusion(matters, explanation)


def _draw_input(axes: Axes, explanation: Explanation) -> None:
    picture, title = explanation.field.astype(np.float32), "What it sees"
    if np.corrcoef(picture.ravel(), explanation.net_input.ravel())[0, 1] < 0.999:
        # Deskewed or whitened: more than another scale.
        picture, title = explanation.net_input, "What it sees (preprocessed)"
    axes.imshow(picture, cmap=PAPER_INK)
    axes.set_title(title)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(RULE)


def _draw_bars(axes: Axes, probabilities: Probabilities) -> None:
    answer = int(probabilities.argmax())
    colours = [BLUE if digit == answer else MUTED for digit in range(10)]
    axes.barh(range(10), probabilities, color=colours)
    for digit, probability in enumerate(probabilities):
        axes.text(probability + 0.02, digit, percent(probability), va="center", fontsize=9)
    axes.set_xlim(0, 1.2)
    axes.invert_yaxis()
    axes.set_yticks(range(10), [str(digit) for digit in range(10)])
    axes.tick_params(left=False)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_title("How probable each digit is")


def _draw_occlusion(axes: Axes, explanation: Explanation) -> None:
    occlusion = explanation.occlusion
    # At least 5 %, so that a net which nothing can shake is not drawn as one in doubt.
    top = max(float(np.abs(occlusion.fall).max()), 0.05)
    shown = axes.imshow(occlusion.fall, cmap=_FALL, vmin=-top, vmax=top)
    axes.contour(explanation.field, levels=[100], colors=[TEXT], linewidths=1.2)
    corner = (occlusion.column - PATCH / 2, occlusion.row - PATCH / 2)
    axes.add_patch(Rectangle(corner, PATCH, PATCH, fill=False, edgecolor=TEXT, linestyle="--"))
    bar = axes.figure.colorbar(shown, ax=axes, ticks=[-top, 0, top])
    bar.ax.set_yticklabels(["surer", "same", "less sure"])
    bar.outline.set_visible(False)
    hide_frame(axes)
    axes.set_title("Which ink mattered")
    axes.set_xlabel(_worst_in_words(explanation))


def _worst_in_words(explanation: Explanation) -> str:
    covered = explanation.occlusion.covered
    left = f"square covered: {percent(float(covered[explanation.digit]))} for {explanation.digit}"
    if explanation.covered_digit == explanation.digit:
        return f"{left},\nand the answer stays"
    return f"{left},\nthe answer is {explanation.covered_digit} ({percent(float(covered.max()))})"
