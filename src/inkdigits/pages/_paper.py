"""What is written on: plain, ruled and squared paper, and forms with a box for each digit."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from inkdigits.arrays import FloatArray

PaperKind = Literal["plain", "ruled", "graph", "boxes", "comb"]

Color = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

_PAPERS: tuple[Color, ...] = ((1.0, 1.0, 1.0), (0.97, 0.95, 0.89), (0.93, 0.92, 0.90))
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


def bare_paper(height: int, width: int, rng: np.random.Generator) -> FloatArray:
    """A sheet of some white, with its grain: (H, W, 3) float32, 0 to 1."""
    color = np.array(_PAPERS[rng.integers(len(_PAPERS))], np.float32)
    grain = rng.normal(0, rng.uniform(0.002, 0.012), (height, width)).astype(np.float32)
    clouds = rng.normal(0, 1, (height // 24 + 2, width // 24 + 2)).astype(np.float32)
    soft = cv2.resize(clouds, (width, height), interpolation=cv2.INTER_CUBIC)
    tone = 1 + grain + soft * np.float32(rng.uniform(0, 0.006))
    return np.asarray(np.clip(color * tone[..., None], 0, 1), np.float32)


def draw_ruling(kind: PaperKind, digit: float, rng: np.random.Generator) -> Ruling:
    """A print that goes with digits of this height, in pixels."""
    colors = _FORMS if kind in ("boxes", "comb") else _RULINGS
    color = colors[rng.integers(len(colors))]
    width = max(0.7, digit * rng.uniform(0.015, 0.05))
    pitch = digit * (rng.uniform(0.55, 1.1) if kind == "graph" else rng.uniform(1.25, 1.9))
    return Ruling(color, width, pitch)


def print_lines(paper: FloatArray, ruling: Ruling, baselines: list[float], squared: bool) -> None:
    """Rule the whole sheet so that the baselines stand on lines; squared paper has upright ones."""
    height, width = paper.shape[:2]
    first = baselines[0] % ruling.pitch
    mask = np.zeros((height, width), np.float32)
    for y in np.arange(first, height, ruling.pitch):
        _stroke(mask, (0, y), (width, y), ruling.width)
    if squared:
        for x in np.arange(first, width, ruling.pitch):
            _stroke(mask, (x, 0), (x, height), ruling.width)
    _ink(paper, mask, ruling.color)


def print_boxes(
    paper: FloatArray, ruling: Ruling, corner: tuple[float, float], size: tuple[float, float],
    count: int, comb: bool,
) -> None:  # fmt: skip
    """A row of boxes for digits, neighbours sharing a line, or a comb: their lower halves.

    Args:
        paper: is printed on.
        ruling: colour and width.
        corner: x and y of the first box.
        size: of each box.
        count: how many.
        comb: leave the upper halves out.
    """
    mask = np.zeros(paper.shape[:2], np.float32)
    wide, high = size
    for number in range(count):
        left, top = corner[0] + number * wide, corner[1]
        upper = top + 0.6 * high if comb else top
        for x in (left, left + wide):
            _stroke(mask, (x, upper), (x, top + high), ruling.width)
        _stroke(mask, (left, top + high), (left + wide, top + high), ruling.width)
        if not comb:
            _stroke(mask, (left, top), (left + wide, top), ruling.width)
    _ink(paper, mask, ruling.color)


def _stroke(
    mask: FloatArray, start: tuple[float, float], end: tuple[float, float], width: float
) -> None:
    """A straight line; one thinner than a pixel is drawn as one, paler."""
    points = [tuple(round(16 * value) for value in point) for point in (start, end)]
    level = min(1.0, width)
    cv2.line(mask, points[0], points[1], level, max(1, round(width)), cv2.LINE_8, 4)


def _ink(paper: FloatArray, mask: FloatArray, color: Color) -> None:
    cover = cv2.GaussianBlur(mask, (0, 0), 0.5)[..., None]
    paper *= 1 - cover * (1 - np.array(color, np.float32))
