import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images, Uint8Array
from inkdigits.data.non_digits._field import SIDE

_Segments = npt.NDArray[np.float64]
"""(N, 2, 2): N lines, each from one (x, y) to another, in pixels of the field."""

_FINE = 4  # drawn this much larger, so that lines have any width and any place
_OUT = 2.0 * SIDE  # far enough outside to be outside however the lines are turned


def lines(count: int, rng: np.random.Generator) -> Images:
    """What is printed on paper and forms: ruled lines, grids, frames and corners of boxes.

    No upright line stands alone, that would be a 1; no corner is at the upper right, a 7; and a
    frame follows the field's rim, or it would be a 0.
    """
    draws = (_ruled, _columns, _grid, _frame, _corner)
    chosen = rng.integers(len(draws), size=count)
    fields = [_print(draws[one](rng), rng) for one in chosen]
    return np.stack(fields) if fields else np.zeros((0, SIDE, SIDE), np.uint8)


def _ruled(rng: np.random.Generator) -> _Segments:
    """One to five level or slanted lines, edge to edge."""
    at = _spread(int(rng.integers(1, 6)), rng)
    return _turned(_level(at), rng, 30)


def _columns(rng: np.random.Generator) -> _Segments:
    return _turned(_upright(_spread(int(rng.integers(2, 6)), rng)), rng, 30)


def _grid(rng: np.random.Generator) -> _Segments:
    across, down = (_spread(int(n), rng) for n in rng.integers(1, 5, 2))
    return _turned(np.concatenate([_level(down), _upright(across)]), rng, 30)


def _frame(rng: np.random.Generator) -> _Segments:
    """A box along the rim, at times with a line through it, or with a side missing."""
    left, top = rng.uniform(0, 3, 2)
    right, bottom = SIDE - 1 - rng.uniform(0, 3, 2)
    corners = np.array([[left, top], [left, bottom], [right, bottom], [right, top]])
    sides = np.stack([corners, np.roll(corners, -1, axis=0)], 1)
    look = rng.random()
    if look < 0.25:
        sides = sides[:3]  # open at the top, as the combs of forms are
    elif look < 0.5:
        sides = np.concatenate([sides, _level(rng.uniform(8, 20, 1)).clip(left, right)])
    return _turned(sides, rng, 3)


def _corner(rng: np.random.Generator) -> _Segments:
    """Two lines that meet near the lower left, the lower right or the upper left."""
    inwards = np.array(((1, -1), (-1, -1), (1, 1))[rng.integers(3)])
    corner = (SIDE - 1) / 2 - inwards * rng.uniform(6.5, 11.5, 2)
    x, y = corner
    far_x, far_y = corner + inwards * _OUT
    return _turned(np.array([[[x, y], [far_x, y]], [[x, y], [x, far_y]]]), rng, 6)


def _spread(count: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Where `count` parallel lines stand: evenly, at least 5 pixels apart."""
    step = rng.uniform(5, max(6.0, 24 / count))
    return np.asarray(SIDE / 2 + rng.uniform(-4, 4) + step * (np.arange(count) - (count - 1) / 2))


def _level(at: npt.NDArray[np.float64]) -> _Segments:
    ends = np.array([-_OUT, _OUT])
    return np.stack([np.broadcast_to(ends, (len(at), 2)), np.repeat(at, 2).reshape(-1, 2)], 2)


def _upright(at: npt.NDArray[np.float64]) -> _Segments:
    return _level(at)[:, :, ::-1]


def _turned(segments: _Segments, rng: np.random.Generator, most: float) -> _Segments:
    """About the field's middle, half of them not at all, the others by up to `most` degrees."""
    angle = np.deg2rad(rng.uniform(-most, most)) if rng.random() < 0.5 else 0.0
    cos, sin = np.cos(angle), np.sin(angle)
    middle = (SIDE - 1) / 2
    return np.asarray((segments - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle)


def _print(segments: _Segments, rng: np.random.Generator) -> Uint8Array:
    fine = np.zeros((SIDE * _FINE, SIDE * _FINE), np.uint8)
    ends = np.rint((segments + 0.5) * _FINE).astype(np.int32)
    level = int(rng.integers(100, 256))
    cv2.polylines(fine, list(ends), False, level, round(_FINE * rng.uniform(0.8, 2.6)))
    if rng.random() < 0.15:
        dash = int(rng.integers(2, 4)) * _FINE
        along = np.arange(SIDE * _FINE) // dash % 2 == 0
        fine[~along[:, None] & ~along] = 0  # broken lines: gaps in a chequerboard
    return np.asarray(cv2.resize(fine, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
