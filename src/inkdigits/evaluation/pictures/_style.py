"""The one look of every picture the project draws, and how a picture becomes a file."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from inkdigits.arrays import Uint8Array
from inkdigits.files import atomic_path

# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), told apart with every common kind of
# colour blindness and, blue against orange, in a grey print too.
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#009E73"
SKY = "#56B4E9"

TEXT = "#1B2430"
MUTED = "#5F6B7A"
RULE = "#D5DAE1"
PALE = "#E8F1F8"
"""A wash of BLUE, for what is right and needs no attention."""

PAPER_INK = "gray_r"
"""Colour map for digits: ink dark on white paper, which also prints well."""

WIDTH = 4.8
"""Inches. Drawn narrow, so that a 10-point label is still legible when a phone shrinks it."""

DPI = 220

# Typed loosely: the names that matplotlib's stubs allow differ between its versions.
_RULES: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same picture on every machine
    "font.size": 10,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": TEXT,
    "ytick.labelcolor": TEXT,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "figure.facecolor": "white",
    "image.interpolation": "nearest",  # a pixel stays a square
}

# matplotlib keeps its rules in one global table.
_lock = threading.Lock()


@contextlib.contextmanager
def drawing(target: Path, height: float, width: float = WIDTH) -> Iterator[Figure]:
    """Give an empty figure in the project's look; it becomes `target` when the block ends well.

    The user's own matplotlib settings neither change the picture nor are changed by it, and the
    same drawing gives the same bytes. One picture is drawn at a time, so blocks must not be nested.

    Args:
        target: the PNG file, written atomically.
        height: inches, at 220 pixels each.
        width: inches; the default suits one column of a report and a phone.

    Yields:
        The figure, laid out by matplotlib's "constrained" layout.
    """
    with _lock, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RULES)
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure
        with atomic_path(target) as temporary:
            figure.savefig(temporary, format="png", dpi=DPI, metadata={"Software": None})


def percent_tick(value: float, _position: float) -> str:
    """A share as a tick label in per cent, with as many decimals as it needs: "99.5 %"."""
    return f"{100 * value:.5g} %"


def hide_frame(axes: Axes) -> None:
    """Take ticks and spines away, for images and tables drawn in axes."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def show_digit(axes: Axes, image: Uint8Array) -> None:
    """Draw a (28, 28) uint8 digit as ink on paper, in a thin frame."""
    axes.imshow(image, cmap=PAPER_INK, vmin=0, vmax=255)
    axes.set_axis_on()
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(RULE)
