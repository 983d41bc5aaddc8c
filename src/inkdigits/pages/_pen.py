"""Pens: the colour of their ink, and how evenly it covers."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._paper import Color

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
    """

    kind: PenKind
    color: Color
    width: float


def draw_pen(rng: np.random.Generator) -> Pen:
    """Any pen."""
    kind = PENS[rng.integers(len(PENS))]
    colors = _COLORS[kind]
    return Pen(kind, colors[rng.integers(len(colors))], float(rng.uniform(*_WIDTHS[kind])))


def lay_ink(paper: FloatArray, cover: FloatArray, pen: Pen, rng: np.random.Generator) -> None:
    """Let the paper take up ink.

    Args:
        paper: (H, W, 3) float32, 0 to 1; is written on.
        cover: (H, W) float32, the share of each pixel that the pen went over.
        pen: which one.
        rng: for the unevenness.
    """
    if pen.kind == "pencil":  # graphite stays on the paper's hills
        hills = rng.normal(0, 1, cover.shape).astype(np.float32)
        hills = np.asarray(cv2.GaussianBlur(hills, (0, 0), 0.8), np.float32) * 2
        cover = cover * np.clip(0.8 + rng.uniform(0.1, 0.35) * hills, 0.15, 1)
    else:
        cover = cover * rng.uniform(0.8, 1.0)
    paper *= 1 - cover[..., None] * (1 - np.array(pen.color, np.float32))
