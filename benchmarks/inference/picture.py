"""The picture: digits a call against digits a second, every contender."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from summary import Speed

from inkdigits.evaluation.pictures import _style

# Ours warm and solid; of the peers, each library a colour, each of its ways a line.
_LOOKS = {
    "inkdigits": (_style.ORANGE, "-", "o"),
    "inkdigits-int8": (_style.ORANGE, "--", "o"),
    "default": ("#E69F00", "-", "s"),
    "default-int8": ("#E69F00", "--", "s"),
    "keras-predict-tensorflow": (_style.GREEN, "-", "^"),
    "keras-call-tensorflow": (_style.GREEN, "--", "^"),
    "keras-predict-torch": (_style.SKY, "-", "v"),
    "keras-call-torch": (_style.SKY, "--", "v"),
    "pytorch": (_style.BLUE, "-", "D"),
    "pytorch-compile": (_style.BLUE, "--", "D"),
}


def draw(speeds: Mapping[str, Sequence[Speed]], labels: Mapping[str, str], target: Path) -> Path:
    """Draw digits a second (median, band between the quartiles) against digits a call."""
    with _style.drawing(target, height=5.0, width=7.2) as figure:
        axes = figure.add_subplot()
        for name, row in speeds.items():
            color, line, marker = _LOOKS[name]
            sizes = [speed.size for speed in row]
            rates = [speed.images_per_second for speed in row]
            axes.plot(
                sizes,
                [rate.median for rate in rates],
                line,
                color=color,
                marker=marker,
                markersize=4,
                linewidth=1.6,
                label=labels[name],
            )
            axes.fill_between(
                sizes,
                [rate.low for rate in rates],
                [rate.high for rate in rates],
                color=color,
                alpha=0.15,
                linewidth=0,
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.xaxis.set_major_locator(FixedLocator(sizes))
        axes.xaxis.set_minor_locator(NullLocator())
        thousands = FuncFormatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_major_formatter(thousands)
        axes.yaxis.set_major_formatter(thousands)
        axes.grid(color=_style.RULE)
        axes.set_title("Digits recognised in a second")
        axes.set_xlabel("digits a call")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, handlelength=3)
    return target
