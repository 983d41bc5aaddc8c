"""What is written on: plain, ruled and squared paper, and forms with a box for each digit."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._color import Color
from inkdigits.pages._grain import absorb, clouds, grain

PaperKind = Literal["plain", "ruled", "graph", "boxes", "comb"]

_PAPERS: tuple[Color, ...] = ((1.0, 1.0, 1.0), (0.97, 0.95, 0.89), (0.93, 0.92, 0.90))
_ODD_PAPERS: tuple[Color, ...] = (
    (0.82, 0.81, 0.78),  # recycled
    (0.74, 0.73, 0.70),
    (0.98, 0.93, 0.62),  # a sticky note
    (0.80, 0.88, 0.94),
    (0.95, 0.82, 0.84),
    (0.80, 0.68, 0.52),  # brown paper
)
_RULINGS: tuple[Color, ...] = (
    (0.55, 0.68, 0.85),
    (0.62, 0.62, 0.64),
    (0.60, 0.78, 0.66),
    (0.86, 0.62, 0.66),
)
_FORMS: tuple[Color, ...] = (
    (0.15, 0.15, 0.17),
    (0.45, 0.45, 0.5),
    (0.85, 0.45, 0.4),
    (0.4, 0.6, 0.8),
)

_MARGIN: Color = (0.85, 0.45, 0.48)


@dataclass(frozen=True)
class Ruling:
    """The print on a paper.

    Attributes:
        color: of the print.
        width: of a printed line, in pixels.
        pitch: from one line to the next, in pixels.
    """

    color: Color
    width: float
    pitch: float


def bare_paper(height: int, width: int, rng: np.random.Generator, varied: bool) -> FloatArray:
    """A sheet with its grain: (H, W, 3) float32, 0 to 1.

    Args:
        height: in pixels.
        width: in pixels.
        rng: where the chances come from.
        varied: whether there are other papers than white ones, and rougher ones.
    """
    papers = _ODD_PAPERS if varied and rng.random() < 0.3 else _PAPERS
    color = papers[rng.integers(len(papers))]
    tone = 1 + grain((height, width), rng) * np.float32(rng.uniform(0.002, 0.012))
    tone += clouds((height, width), 24, rng) * np.float32(rng.uniform(0, 0.006))
    if varied and rng.random() < 0.5:
        fibres = grain((height, width), rng, rng.uniform(0.6, 2.5))
        tone += fibres * np.float32(rng.uniform(0.005, 0.035))
    planes = [np.clip(tone * np.float32(level), 0, 1) for level in color]
    return np.asarray(cv2.merge(planes), np.float32)


def draw_ruling(kind: PaperKind, digit: float, rng: np.random.Generator) -> Ruling:
    """A print that goes with digits of this height, in pixels."""
    colors = _FORMS if kind in ("boxes", "comb") else _RULINGS
    color = colors[rng.integers(len(colors))]
    width = max(0.7, digit * rng.uniform(0.015, 0.05))
    pitch = digit * (rng.uniform(0.55, 1.1) if kind == "graph" else rng.uniform(1.25, 1.9))
    return Ruling(color, width, pitch)


def print_lines(
    paper: FloatArray, ruling: Ruling, start: tuple[float, float], squared: bool, margin: float
) -> None:
    """Rule the whole sheet; squared paper has upright lines too.

    Args:
        paper: is printed on.
        ruling: its print.
        start: x and y of some crossing.
        squared: whether there are upright lines.
        margin: x of the red line that some ruled paper has at the left; 0 for none.
    """
    height, width = paper.shape[:2]
    mask = np.zeros((height, width), np.float32)
    for y in np.arange(start[1] % ruling.pitch, height, ruling.pitch):
        _stroke(mask, (0, y), (width, y), ruling.width)
    if squared:
        for x in np.arange(start[0] % ruling.pitch, width, ruling.pitch):
            _stroke(mask, (x, 0), (x, height), ruling.width)
    _ink(paper, mask, ruling.color)
    if margin:
        mask[...] = 0
        _stroke(mask, (margin, 0), (margin, height), 1.3 * ruling.width)
        _ink(paper, mask, _MARGIN)


def print_boxes(
    paper: FloatArray, ruling: Ruling, rows: list[tuple[int, int, int]], height: float, comb: bool
) -> None:
    """Rows of boxes for digits, neighbours sharing a line, or combs: their lower halves.

    Args:
        paper: is printed on.
        ruling: colour, width, and from one box to the next.
        rows: x and y of each row's first box, and how many boxes there are.
        height: of each box, in pixels.
        comb: leave the upper halves out.
    """
    mask = np.zeros(paper.shape[:2], np.float32)
    for left, top, count in rows:
        right, bottom = left + count * ruling.pitch, top + height
        upper = top + 0.6 * height if comb else top
        for x in np.linspace(left, right, count + 1):
            _stroke(mask, (x, upper), (x, bottom), ruling.width)
        _stroke(mask, (left, bottom), (right, bottom), ruling.width)
        if not comb:
            _stroke(mask, (left, top), (right, top), ruling.width)
    _ink(paper, mask, ruling.color)


def _stroke(
    mask: FloatArray, start: tuple[float, float], end: tuple[float, float], width: float
) -> None:
    """A straight line; one thinner than a pixel is drawn as one, paler."""
    points = [tuple(round(16 * value) for value in point) for point in (start, end)]
    level = min(1.0, width)
    cv2.line(mask, points[0], points[1], level, max(1, round(width)), cv2.LINE_8, 4)


def _ink(paper: FloatArray, mask: FloatArray, color: Color) -> None:
    absorb(paper, np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.5), np.float32), color)
