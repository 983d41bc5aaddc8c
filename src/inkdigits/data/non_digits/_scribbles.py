import numpy as np

from inkdigits.arrays import Images
from inkdigits.data.non_digits._field import settle
from inkdigits.data.non_digits._pen import Pen, Points


def scribbles(count: int, rng: np.random.Generator) -> Images:
    """Tangles, coils, spirals, zigzags, hatching, crosses and crossings-out.

    All of them go on for longer than any digit does: a short curve may well be a 2, a 3 or a 6.
    """
    draws = (_tangle, _coil, _spiral, _zigzag, _hatching, _cross, _crossing_out)
    canvases = []
    for chosen in rng.integers(len(draws), size=count):
        pen = Pen(width=rng.uniform(1.5, 3.2))
        draws[chosen](pen, rng)
        canvases.append(pen.canvas)
    return settle(np.stack(canvases), rng)


def _tangle(pen: Pen, rng: np.random.Generator) -> None:
    # To and fro across the box, or neighbouring points would make a short plain curve.
    count = int(rng.integers(15, 20))
    pen.width = min(pen.width, 2.0)  # or it would run together to the shape of some 4 or 8
    across = np.where(np.arange(count) % 2, 1, -1) * rng.uniform(0.6, 1, count)
    down = rng.permutation(np.linspace(-1, 1, count))
    pen.curve(_turn(np.stack([across, down], 1), rng))


def _coil(pen: Pen, rng: np.random.Generator) -> None:
    loops = rng.uniform(3.5, 5.5)
    pen.width = min(pen.width, 2.5)
    t = np.linspace(0, loops, round(14 * loops))
    radius = rng.uniform(0.4, 0.8) * rng.uniform(0.85, 1.15, len(t))
    x = np.linspace(-1, 1, len(t)) + 0.3 * np.cos(2 * np.pi * t)
    pen.curve(_turn(np.stack([0.77 * x, radius * np.sin(2 * np.pi * t)], 1), rng))


def _spiral(pen: Pen, rng: np.random.Generator) -> None:
    turns = rng.uniform(2.8, 4)
    t = np.linspace(0, turns, round(14 * turns))
    reach = np.linspace(0.1, 1, len(t)) * rng.uniform(0.95, 1.05, len(t))
    angle = 2 * np.pi * (t * rng.choice([-1, 1]) + rng.random())
    pen.width = min(pen.width, 2.5)  # or the turns would run together
    pen.curve(np.stack([reach * np.cos(angle), reach * np.sin(angle)], 1))


def _zigzag(pen: Pen, rng: np.random.Generator) -> None:
    strokes = int(rng.integers(8, 13))
    points = np.stack(
        [
            np.linspace(-1, 1, strokes),
            np.where(np.arange(strokes) % 2, 1, -1) * rng.uniform(0.5, 1, strokes),
        ],
        1,
    )
    draw = pen.curve if rng.random() < 0.5 else pen.line
    draw(_turn(points, rng))


def _hatching(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 2.5)
    for _ in range(rng.integers(1, 3)):
        angle = rng.uniform(0, np.pi)
        for at in np.linspace(-0.9, 0.9, rng.integers(4, 7)):
            reach = rng.uniform(0.7, 1, 2)
            jitter = rng.uniform(-0.07, 0.07, 2)
            pen.line(
                _rotate(np.array([[-reach[0], at + jitter[0]], [reach[1], at + jitter[1]]]), angle)
            )


def _cross(pen: Pen, rng: np.random.Generator) -> None:
    """The X that a form's box is marked with."""
    pen.width *= 1.5
    for end in ([1, 1], [1, -1]):
        pen.line(np.array([[-1, -1], [1, 1]]) * end * rng.uniform(0.7, 1, (2, 2)))


def _crossing_out(pen: Pen, rng: np.random.Generator) -> None:
    """Writing made unreadable: a tangle, a cross over it and lines through both."""
    _tangle(pen, rng)
    pen.line(np.array([[-1, -1], [1, 1]]) * rng.uniform(0.8, 1))
    pen.line(np.array([[-1, 1], [1, -1]]) * rng.uniform(0.8, 1))
    for _ in range(rng.integers(1, 4)):
        pen.line([[-1, rng.uniform(-0.6, 0.6)], [1, rng.uniform(-0.6, 0.6)]])


def _turn(points: Points, rng: np.random.Generator) -> Points:
    return _rotate(points, rng.uniform(0, 2 * np.pi))


def _rotate(points: Points, angle: float) -> Points:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]))
