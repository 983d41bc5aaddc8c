"""Pens: the colour of their ink, and how evenly it covers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._color import Color
from inkdigits.pages._grain import absorb, clouds, grain

PenKind = Literal["ball pen", "felt pen", "pencil"]
PENS: tuple[PenKind, ...] = ("ball pen", "felt pen", "pencil")

_COLORS: dict[PenKind, tuple[Color, ...]] = {
    "ball pen": ((0.1, 0.12, 0.45), (0.08, 0.08, 0.1), (0.15, 0.3, 0.6), (0.6, 0.1, 0.12)),
    "felt pen": ((0.05, 0.05, 0.06), (0.1, 0.15, 0.5), (0.1, 0.4, 0.2)),
    "pencil": ((0.35, 0.35, 0.36), (0.45, 0.45, 0.46), (0.25, 0.25, 0.26)),
}
_WIDTHS: dict[PenKind, tuple[float, float]] = {  # as shares of a digit's height
    "ball pen": (0.055, 0.11),
    "felt pen": (0.1, 0.2),
    "pencil": (0.05, 0.12),
}


@dataclass(frozen=True)
class Pen:
    """What a page is written with.

    Attributes:
        kind: of pen.
        color: of its ink on white paper.
        width: of its strokes, as a share of a digit's height.
        gaps: how much the ink stops and starts, 0 to 1.
    """

    kind: PenKind
    color: Color
    width: float
    gaps: float = 0.0


def draw_pen(rng: np.random.Generator, varied: bool) -> Pen:
    """Any pen; where varied, also fine ones, markers, odd colours and failing ink."""
    kind = PENS[rng.integers(len(PENS))]
    color = _COLORS[kind][rng.integers(len(_COLORS[kind]))]
    width = float(rng.uniform(*_WIDTHS[kind]))
    if not varied:
        return Pen(kind, color, width)
    red, green, blue = np.clip(np.array(color) + rng.normal(0, 0.05, 3), 0, 0.55)
    gaps = float(rng.uniform(0.2, 0.9)) if kind == "ball pen" and rng.random() < 0.4 else 0.0
    width *= float(np.exp(rng.uniform(*np.log((0.6, 1.4)))))
    return Pen(kind, (float(red), float(green), float(blue)), width, gaps)


def lay_ink(
    paper: FloatArray, cover: FloatArray, pen: Pen, height: float, rng: np.random.Generator
) -> None:
    """Let the paper take up ink.

    Args:
        paper: (H, W, 3) float32, 0 to 1; is written on.
        cover: (H, W) float32, the share of each pixel that the pen went over.
        pen: which one.
        height: of the digits, in pixels.
        rng: for the unevenness.
    """
    shape = cover.shape[0], cover.shape[1]
    if pen.kind == "pencil":  # graphite stays on the paper's hills
        hills = grain(shape, rng, max(0.8, 0.012 * height)) * np.float32(0.7)
        cover = cover * np.clip(0.8 + np.float32(rng.uniform(0.1, 0.35)) * hills, 0.15, 1)
    else:
        cover = cover * np.float32(rng.uniform(0.8, 1.0))
    if pen.gaps:
        flow = 0.85 + np.float32(pen.gaps) * clouds(shape, max(3.0, 0.1 * height), rng)
        cover *= np.clip(flow, 0.2, 1)
    absorb(paper, np.asarray(cover, np.float32), pen.color)
