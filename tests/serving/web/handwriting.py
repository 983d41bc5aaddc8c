"""Digits as people write them, for the mouse: strokes of places that a hand passes through."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

# What is taught in schools of several countries. 100 units high; a bar is a corner, where the hand
# stops and turns; each text is a stroke.
FORMS: dict[int, list[list[str]]] = {
    0: [
        ["50,2 18,15 6,50 20,88 48,98 76,84 86,48 72,12 46,2"],
        ["58,8 38,0 16,20 12,62 34,98 58,84 66,40 52,8 36,4"],
    ],
    1: [
        ["30,0 31,50 29,98"],
        ["8,28 22,14 34,0|34,0 33,50 31,98"],
        ["10,24 32,0|32,0 32,98", "8,98 56,97"],
    ],
    2: [
        ["8,24 20,5 46,2 60,20 52,46 28,74 4,96|4,96 34,92 64,95"],
        ["10,22 26,4 50,8 56,30 36,64 12,92 8,80 26,78 44,94 66,90"],
    ],
    3: [
        ["10,10 34,0 54,16 46,38 26,46|26,46 54,56 58,82 34,99 6,90"],
        ["8,2 56,2|56,2 28,40|28,40 56,54 56,84 30,99 4,88"],
    ],
    4: [["28,0 18,32 4,62|4,62 34,62 66,60", "46,34 44,98"], ["50,98 50,2|50,2 4,66|4,66 70,66"]],
    5: [
        ["14,4 12,24 10,44|10,44 34,36 56,56 50,86 26,99 4,88", "13,4 36,5 58,2"],
        ["56,3 14,5|14,5 10,44|10,44 36,38 56,58 50,86 24,99 4,88"],
    ],
    6: [
        ["48,2 20,28 6,64 18,94 44,96 56,74 42,56 18,62 8,76"],
        ["40,0 18,30 8,70 26,98 50,84 46,60 24,60 12,80"],
    ],
    7: [
        ["6,4 58,3|58,3 40,40 24,98"],
        ["6,4 58,3|58,3 40,40 26,98", "22,50 56,48"],
        ["6,16 8,3|8,3 58,3|58,3 38,46 30,98"],
    ],
    8: [
        ["50,16 30,1 12,16 18,36 36,48 56,68 50,92 28,99 8,88 14,66 34,48 50,34 50,14"],
        ["32,2 12,14 16,38 34,46 52,36 52,12 32,2", "32,48 8,62 10,90 32,99 56,88 54,60 32,47"],
    ],
    9: [
        ["54,18 34,2 12,16 14,42 36,48 52,30|54,16 54,52 50,98"],
        ["54,24 36,2 10,14 10,40 34,50 54,30 55,60 40,92 14,96"],
    ],
}


@dataclass(frozen=True)
class Hand:
    """How somebody writes.

    Attributes:
        height: of a digit, in pixels.
        width: what a digit's usual width is multiplied with.
        slant: how far the top leans to the right, by the height.
        turn: how far the line rises, in radians.
        tremble: how far the pen strays, by the height.
    """

    height: float
    width: float = 1.0
    slant: float = 0.0
    turn: float = 0.0
    tremble: float = 0.0

    def write(self, digit: int, form: int, rng: np.random.Generator) -> list[Points]:
        """The strokes of a digit, in pixels from its upper left corner, each (n, 2)."""
        strokes = [_trace(text) for text in FORMS[digit][form % len(FORMS[digit])]]
        strokes = [_stray(stroke, 100 * self.tremble, rng) for stroke in strokes]
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        shape = np.array([[cos, sin], [-sin, cos]]) @ np.array([[self.width, -self.slant], [0, 1]])
        placed = [stroke @ shape.T * self.height / 100 for stroke in strokes]
        corner = np.min([stroke.min(axis=0) for stroke in placed], axis=0)
        return [stroke - corner for stroke in placed]


def some_hand(height: float, rng: np.random.Generator) -> Hand:
    """A hand within what is usual."""
    return Hand(
        height=height,
        width=rng.uniform(0.8, 1.25),
        slant=rng.uniform(-0.1, 0.3),
        turn=rng.uniform(-0.1, 0.1),
        tremble=rng.uniform(0.0, 0.02),
    )


def size_of(strokes: Sequence[Points]) -> Points:
    """Width and height of what was written."""
    return np.max([stroke.max(axis=0) for stroke in strokes], axis=0)


def _trace(text: str) -> Points:
    parts = [
        np.array([pair.split(",") for pair in part.split()], float) for part in text.split("|")
    ]
    return np.concatenate([_smooth(part) for part in parts])


def _smooth(places: Points) -> Points:
    """A Catmull-Rom spline through the places, a point every 8 units or so."""
    around = np.concatenate([places[:1], places, places[-1:]])
    curve = [places[:1]]
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        steps = max(2, round(float(np.hypot(*(end - start))) / 8))
        t = np.linspace(0, 1, steps + 1)[1:, None]
        bend = 2 * before - 5 * start + 4 * end - after
        curve.append(
            start + 0.5 * t * (end - before + t * (bend + t * (3 * (start - end) + after - before)))
        )
    return np.concatenate(curve)


def _stray(stroke: Points, far: float, rng: np.random.Generator) -> Points:
    """A hand strays slowly: by two waves of its own along each stroke."""
    along = np.linspace(0, 1, len(stroke))[:, None]
    waves = sum(
        np.sin(2 * np.pi * (frequency * along + rng.random(2)))
        for frequency in rng.uniform(0.5, 2.5, 2)
    )
    return stroke + far * waves
