"""Habits of writing that MNIST, written by Americans, hardly has: drawn onto its digits."""

from collections.abc import Callable

import cv2
import numpy as np

from inkdigits.arrays import Images, Labels, Uint8Array
from inkdigits.preprocess._strokes import stroke_width

_FRACTION = 4  # bits: OpenCV draws to a sixteenth of a pixel
_INK = 100  # grey from which a pixel is ink
_FLATTEST = np.deg2rad(65)  # a flag's way from the vertical: flatter ones make a seven

# Of narrow strokes stroke_width says two pixels too much, and OpenCV draws one and a half too wide.
_COARSE = 3.5

_Point = tuple[float, float]


def augment_habits(
    images: Images, labels: Labels, rng: np.random.Generator, share: float
) -> Images:
    """Give ones a flag and a foot, sevens a bar and nines a hook, as much of the world does.

    A flag falls steeply, so that no one becomes a seven; a hook stays below the nine's loop.

    Args:
        images: (N, 28, 28) uint8, ink bright (255) on 0, upright digits.
        labels: (N,) what they are.
        rng: where the chances come from.
        share: of the ones, sevens and nines that are changed, in [0, 1].

    Returns:
        (N, 28, 28) uint8, new pictures in the same order.
    """
    changed = images.copy()
    chosen = np.isin(labels, list(_HABITS)) & (rng.random(len(images)) < share)
    for index in np.flatnonzero(chosen):
        _HABITS[int(labels[index])](changed[index], rng)
    return changed


def _flag_and_foot(digit: Uint8Array, rng: np.random.Generator) -> None:
    top, bottom = _extremes(digit)
    height = bottom[1] - top[1]
    if height < 8:  # a blot or a stroke that lies: no telling where its top is
        return
    kind = rng.integers(3)  # flag, foot, or both
    if kind != 1:
        lean = np.arctan2(top[0] - bottom[0], height)  # of the stem, to the right
        turn = min(lean + np.deg2rad(rng.uniform(30, 55)), _FLATTEST)
        length = rng.uniform(0.3, 0.6) * height
        _draw(digit, [top, (top[0] - length * np.sin(turn), top[1] + length * np.cos(turn))])
    if kind != 0:
        half, rise = rng.uniform(0.15, 0.35) * height, rng.uniform(-0.05, 0.05) * height
        left, right = (bottom[0] - half, bottom[1] + rise), (bottom[0] + half, bottom[1] - rise)
        _draw(digit, [left, right])


def _bar(digit: Uint8Array, rng: np.random.Generator) -> None:
    top, bottom = _extremes(digit)
    height = bottom[1] - top[1]
    row = round(top[1] + rng.uniform(0.45, 0.65) * height)
    columns = np.flatnonzero(digit[row] > _INK)
    if height < 8 or not len(columns):
        return
    half, rise = rng.uniform(0.15, 0.3) * height, rng.uniform(-0.08, 0.08) * height
    middle = float(columns.mean())
    _draw(digit, [(middle - half, row + rise), (middle + half, row - rise)])


def _hook(digit: Uint8Array, rng: np.random.Generator) -> None:
    top, bottom = _extremes(digit)
    height = bottom[1] - top[1]
    if height < 8:
        return
    width, rise = rng.uniform(0.25, 0.5) * height, rng.uniform(0.0, 0.2) * height
    turn = np.linspace(0, np.pi / 2, 6)
    # A quarter of an ellipse, from the foot of the stem to the left and up.
    points = [
        (bottom[0] - width * np.sin(angle), bottom[1] - rise * (1 - np.cos(angle)))
        for angle in turn
    ]
    _draw(digit, points)


_HABITS: dict[int, Callable[[Uint8Array, np.random.Generator], None]] = {
    1: _flag_and_foot,
    7: _bar,
    9: _hook,
}


def _extremes(digit: Uint8Array) -> tuple[_Point, _Point]:
    """The middles, (x, y), of the highest and of the lowest row with ink; the same if without."""
    rows = np.flatnonzero((digit > _INK).any(axis=1))
    if not len(rows):
        return (13.5, 13.5), (13.5, 13.5)
    middles = [float(np.flatnonzero(digit[row] > _INK).mean()) for row in (rows[0], rows[-1])]
    return (middles[0], float(rows[0])), (middles[1], float(rows[-1]))


def _draw(digit: Uint8Array, points: list[_Point]) -> None:
    """Draw a stroke as wide as the digit's own, into the picture itself."""
    width = max(1, round(stroke_width(digit) - _COARSE))
    fixed = np.rint(np.array(points) * 2**_FRACTION).astype(np.int32)
    cv2.polylines(digit, [fixed], False, 255, width, cv2.LINE_AA, _FRACTION)
