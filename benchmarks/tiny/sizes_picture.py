from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from weights import Weighed

from inkdigits.evaluation.pictures import _style

_SIZES = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
_TICKS = (0.98, 0.985, 0.99, 0.993, 0.995, 0.997)


def draw(weighed: Sequence[Weighed], bar: float, target: Path) -> Path:
    """Draw accuracy against bytes, both logarithmic; accuracy by its error, as elsewhere.

    Args:
        weighed: what to draw.
        bar: the accuracy to reach.
        target: the PNG file.
    """
    with _style.drawing(target, height=4.4, width=7.2) as figure:
        axes = figure.add_subplot()
        ours = sorted((row for row in weighed if row.ours), key=lambda row: row.size)
        others = [row for row in weighed if not row.ours]
        _points(axes, ours, _style.ORANGE, "o-")
        _points(axes, others, _style.BLUE, "s")
        for row in others:
            # Beside the file that it was made of, whose name it need not repeat.
            _name(axes, row, "int8" if row.label.endswith("int8") else row.label, _style.TEXT)
        for row in ours:
            _name(axes, row, f"{row.size / 1000:.1f} kB", _style.ORANGE)
        _scales(axes, weighed)
        axes.axhline(1 - bar, color=_style.MUTED, linewidth=0.8, linestyle="--", zorder=0)
        axes.set_title("Accuracy on MNIST's test digits against the file's size")
        axes.set_xlabel("the whole ONNX file, in kB")
    return target


def _points(axes: Axes, rows: Sequence[Weighed], color: str, shape: str) -> None:
    axes.errorbar(
        [row.size / 1000 for row in rows],
        [1 - row.accuracy for row in rows],
        yerr=[row.spread for row in rows],
        color=color,
        fmt=shape,
        markersize=6,
        linewidth=1.4,
        elinewidth=1.2,
    )


def _name(axes: Axes, row: Weighed, text: str, color: str) -> None:
    """Below the marker and how far it reaches."""
    axes.annotate(
        text,
        (row.size / 1000, 1 - row.accuracy + row.spread),
        (0, -7),
        textcoords="offset points",
        ha="center",
        va="top",
        color=color,
        fontsize=9,
    )


def _scales(axes: Axes, weighed: Sequence[Weighed]) -> None:
    errors = [1 - row.accuracy for row in weighed]
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(
        0.6 * min(row.size for row in weighed) / 1000, 1.8 * max(row.size for row in weighed) / 1000
    )
    axes.set_ylim(1.35 * max(errors), 0.75 * min(errors))
    axes.yaxis.set_major_locator(FixedLocator([1 - tick for tick in _TICKS]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda error, _: f"{100 * (1 - error):.4g} %"))
    axes.xaxis.set_major_locator(FixedLocator(_SIZES))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:g}"))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
