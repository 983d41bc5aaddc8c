"""Kinds that only the test part holds: no recognizer has been trained to know them."""

from collections.abc import Callable

import numpy as np

from inkdigits.arrays import Images
from inkdigits.data.non_digits._field import settle
from inkdigits.data.non_digits._pen import Pen, Points, smooth

_Draw = Callable[[Pen, np.random.Generator], None]


def marks(count: int, rng: np.random.Generator) -> Images:
    """Check marks in boxes, arrows to the side, stars and flags."""
    return _drawn((_checked_box, _arrow, _pentagram, _star, _wheel), count, rng)


def drawings(count: int, rng: np.random.Generator) -> Images:
    """Faces, houses, suns, people and trees."""
    return _drawn((_face, _house, _sun, _person, _tree), count, rng)


def stains(count: int, rng: np.random.Generator) -> Images:
    """Blots with drops, and the rings of cups, one within the other."""
    return _drawn((_blot, _rings), count, rng)


def _drawn(draws: tuple[_Draw, ...], count: int, rng: np.random.Generator) -> Images:
    canvases = []
    for chosen in rng.integers(len(draws), size=count):
        pen = Pen(width=rng.uniform(2, 5))
        draws[chosen](pen, rng)
        canvases.append(pen.canvas)
    return settle(np.array(canvases, np.uint8).reshape(-1, 56, 56), rng)


def _checked_box(pen: Pen, rng: np.random.Generator) -> None:
    pen.line(_polygon(4, np.pi / 4), closed=True)
    if rng.random() < 0.5:
        pen.line([[-0.4, -0.05], [-0.1, 0.4], [0.9, -0.9]])
    else:
        pen.line([[-0.6, -0.6], [0.6, 0.6]])
        pen.line([[-0.6, 0.6], [0.6, -0.6]])


def _arrow(pen: Pen, rng: np.random.Generator) -> None:
    """To the left or to the right, or both: one that points up or down may be a 1."""
    head, barb = rng.uniform(0.3, 0.6), rng.uniform(0.3, 0.6)
    way = rng.choice([-1, 1])
    pen.line([[-way, 0], [way, 0]])
    pen.line([[way * (1 - head), -barb], [way, 0], [way * (1 - head), barb]])
    if rng.random() < 0.4:
        pen.line([[-way * (1 - head), -barb], [-way, 0], [-way * (1 - head), barb]])


def _pentagram(pen: Pen, rng: np.random.Generator) -> None:
    """A star in one stroke."""
    pen.width = min(pen.width, 3.5)
    pen.line(_polygon(5, -np.pi / 2)[[0, 2, 4, 1, 3]], closed=True)


def _star(pen: Pen, rng: np.random.Generator) -> None:
    points = int(rng.integers(5, 8))
    corners = _polygon(2 * points, -np.pi / 2)
    corners[1::2] *= rng.uniform(0.35, 0.55)
    if rng.random() < 0.4:
        pen.fill(corners)
    else:
        pen.width = min(pen.width, 3.5)
        pen.line(corners, closed=True)


def _wheel(pen: Pen, rng: np.random.Generator) -> None:
    """A circle with a cross or a star in it."""
    pen.ellipse(0, 0, 1, 1)
    spokes = int(rng.integers(2, 4))  # one would make it a zero with a stroke
    for angle in rng.uniform(0, np.pi) + np.pi * np.arange(spokes) / spokes:
        end = np.array([np.cos(angle), np.sin(angle)])
        pen.line(np.stack([-end, end]))


def _face(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 3.5)
    pen.ellipse(0, 0, rng.uniform(0.8, 1), 1)
    for side in (-0.35, 0.35):
        pen.ellipse(side, -0.3, 0.07, 0.07)
    mood = rng.uniform(-0.3, 0.3)
    pen.curve([[-0.45, 0.4 - mood / 2], [0, 0.4 + mood / 2], [0.45, 0.4 - mood / 2]])


def _house(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 3.5)
    eaves = rng.uniform(-0.4, 0)
    pen.line([[-0.8, eaves], [-0.8, 1], [0.8, 1], [0.8, eaves]], closed=True)
    pen.line([[-1, eaves], [0, -1], [1, eaves]])
    door = rng.uniform(-0.5, 0.2)
    pen.line([[door, 1], [door, 0.4], [door + 0.35, 0.4], [door + 0.35, 1]])


def _sun(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 3.5)
    pen.ellipse(0, 0, 0.45, 0.45)
    for end in _polygon(int(rng.integers(7, 11)), rng.uniform(0, np.pi)):
        pen.line(np.stack([0.65 * end, end]))


def _person(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 3.5)
    pen.ellipse(0, -0.75, 0.25, 0.25)
    pen.line([[0, -0.5], [0, 0.3]])
    lift = rng.uniform(-0.5, 0.3)
    pen.line([[-0.7, lift - 0.1], [0, -0.25], [0.7, lift - 0.1]])
    pen.line([[-0.55, 1], [0, 0.3], [0.55, 1]])


def _tree(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 3.5)
    for top in (-1.0, -0.45, 0.1):
        wide = 0.5 + 0.3 * (top + 1)
        pen.line([[-wide, top + 0.55], [0, top], [wide, top + 0.55]], closed=True)
    pen.line([[0, 0.65], [0, 1]])


def _blot(pen: Pen, rng: np.random.Generator) -> None:
    corners = _polygon(9, rng.uniform(0, np.pi)) * rng.uniform(0.45, 0.75, (9, 1))
    pen.fill(smooth(corners))
    for _ in range(rng.integers(3, 8)):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.75, 1)
        drop = reach * np.array([np.cos(angle), np.sin(angle)])
        pen.fill(drop + rng.uniform(0.05, 0.16) * _polygon(8, 0))


def _rings(pen: Pen, rng: np.random.Generator) -> None:
    pen.width = min(pen.width, 2.0)
    count = int(rng.integers(3, 5))  # two may be a zero with a dot
    for reach in np.linspace(1, 0.25, count):
        x, y = rng.uniform(-0.08, 0.08, 2)
        pen.ellipse(x, y, reach * rng.uniform(0.9, 1), reach)


def _polygon(count: int, start: float) -> Points:
    angle = start + 2 * np.pi * np.arange(count) / count
    return np.stack([np.cos(angle), np.sin(angle)], 1)
