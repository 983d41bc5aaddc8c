"""Strokes of the pen that are no digits: ticks, arrows, brackets, lines, commas."""

from collections.abc import Sequence

import cv2
import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._words import cropped

_Strokes = Sequence[Sequence[tuple[float, float]]]

_TICK: _Strokes = (((0.15, 0.55), (0.4, 0.85), (0.9, 0.15)),)
_CROSS: _Strokes = (((0.15, 0.15), (0.85, 0.85)), ((0.85, 0.15), (0.15, 0.85)))
_ARROW: _Strokes = (
    ((0.0, 0.5), (0.9, 0.5)),
    ((0.65, 0.25), (0.9, 0.5), (0.65, 0.75)),
)


def tick_or_cross(side: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """(H, W) float32, the share of each pixel that is inked.

    Args:
        side: of the box it fills, in pixels.
        pen: width of the stroke, in pixels.
        rng: draws which, and the hand.
    """
    return _draw(_TICK if rng.random() < 0.5 else _CROSS, (side, side), pen, rng)


def arrow(side: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """An arrow, to the right or to the left; likewise."""
    ink = _draw(_ARROW, (side * rng.uniform(1, 2.5), side * rng.uniform(0.6, 1)), pen, rng)
    return ink if rng.random() < 0.7 else ink[:, ::-1]


def long_line(length: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """A line from left to right, straight or wavy, single or double, as under a sum."""
    x = np.linspace(0, 1, 80)
    wave = rng.choice([0.0, 0.0, 0.0, 0.012]) * np.sin(2 * np.pi * (x * rng.uniform(3, 9)))
    bow = rng.normal(0, 0.015) * np.sin(np.pi * x) + rng.normal(0, 0.01) * x
    line = [(float(a), float(b)) for a, b in zip(x, wave + bow, strict=True)]
    strokes = [line]
    if not wave.any() and rng.random() < 0.25:
        apart = max(2.5 * pen / length, 0.02)
        strokes.append([(a, b + apart) for a, b in line])
    return _draw(strokes, (length, length), pen, rng, uneven=0)


def bracket(height: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """An opening bracket, round, square or curly."""
    bow = np.linspace(-1, 1, 9)
    round_one = [(0.25 * float(b**2), 0.5 * float(b + 1)) for b in bow]
    square_one = [(0.22, 0.0), (0.0, 0.0), (0.0, 1.0), (0.22, 1.0)]
    curly_one = [
        (0.25, 0.0), (0.14, 0.04), (0.12, 0.4), (0.0, 0.5), (0.12, 0.6), (0.14, 0.96), (0.25, 1.0),
    ]  # fmt: skip
    shape = (round_one, round_one, square_one, curly_one)[rng.integers(4)]
    return _draw([shape], (height, height), pen, rng, uneven=0.01)


def comma(height: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """What stands at the foot between two digits: a comma or a point."""
    if rng.random() < 0.5:
        return _draw([[(0.0, 0.0), (0.01, 0.01)]], (height, height), 1.2 * pen, rng, uneven=0)
    long = rng.uniform(0.15, 0.3)
    return _draw([[(0.3 * long, 0.0), (0.0, long)]], (height, height), pen, rng, uneven=0.01)


def dash(height: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """What stands half-way up between two digits: a dash."""
    long = rng.uniform(0.25, 0.5)
    return _draw([[(0.0, 0.0), (long, rng.normal(0, 0.02))]], (height, height), pen, rng, uneven=0)


def _draw(
    strokes: _Strokes, size: tuple[float, float], pen: float, rng: np.random.Generator,
    uneven: float = 0.04,
) -> FloatArray:  # fmt: skip
    """Draw in a box of this width and height, and crop to the ink."""
    bent = [
        (np.array(stroke) + rng.normal(0, uneven, (len(stroke), 2))) * size for stroke in strokes
    ]
    corner = np.min([points.min(axis=0) for points in bent], axis=0) - pen - 1
    bent = [points - corner for points in bent]
    columns, rows = (int(s) for s in np.max([p.max(axis=0) for p in bent], axis=0) + pen + 2)
    canvas = np.zeros((rows, columns), np.uint8)
    for points in bent:
        fixed = np.rint(points * 16).astype(np.int32)
        cv2.polylines(canvas, [fixed], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    return cropped(canvas.astype(np.float32) / np.float32(255))
