"""From a drawing at twice the size to the field that a recognizer is shown."""

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.preprocess import crop, place

CANVAS = 56
SIDE = 28

_BATCH = 256  # bounds the maps held at a time to 6 MB
_FAINTEST = 24  # what bending leaves of an edge below this is no ink


def settle(
    canvases: Uint8Array, rng: np.random.Generator, bent: bool = True, centred: float = 0.7
) -> Images:
    """Bend drawings as a hand does and put them into fields.

    Args:
        canvases: (N, 56, 56) uint8, ink bright (255) on 0, none of them empty.
        rng: where the chances come from.
        bent: whether to turn, slant and distort them.
        centred: the share that stands as MNIST's digits do, 20 pixels large with the centre of
            mass in the middle; the others have any size from 10 to 26 pixels and stand anywhere.
    """
    drawings = bend(canvases, rng) if bent else canvases
    fields = np.zeros((len(drawings), SIDE, SIDE), np.uint8)
    straight = rng.random(len(drawings)) < centred
    for field, drawing, in_the_middle in zip(fields, drawings, straight, strict=True):
        ink = crop(np.where(drawing < _FAINTEST, 0, drawing).astype(np.uint8))
        field[:] = place(ink) if in_the_middle else _anywhere(ink, rng)
    return fields


def bend(canvases: Uint8Array, rng: np.random.Generator) -> Uint8Array:
    """Turn by up to 14 degrees, slant, stretch and distort elastically (Simard et al. 2003).

    Args:
        canvases: (N, 56, 56) uint8.
        rng: where the chances come from.
    """
    bent = np.empty_like(canvases)
    for start in range(0, len(canvases), _BATCH):
        part = canvases[start : start + _BATCH]
        maps = _maps(len(part), rng)
        for canvas, (x, y), target in zip(part, maps, bent[start:], strict=False):
            cv2.remap(canvas, x, y, cv2.INTER_LINEAR, dst=target)
    return bent


def _maps(count: int, rng: np.random.Generator) -> FloatArray:
    """(count, 2, 56, 56) float32: the x and the y that each pixel's ink comes from."""
    angle = np.deg2rad(rng.uniform(-14, 14, count))
    slant = rng.uniform(-0.25, 0.25, count)
    stretch = rng.uniform(0.85, 1.15, (2, count))
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.array([[cos, cos * slant - sin], [sin, sin * slant + cos]]) / stretch
    middle = (CANVAS - 1) / 2
    steps = np.arange(CANVAS, dtype=np.float32) - middle
    linear = np.moveaxis(linear, 2, 0).astype(np.float32)
    along = steps * linear[:, :, None, None, 0]
    down = steps[:, None] * linear[:, :, None, None, 1]
    pool = _elastic(32, rng)
    bends = pool[rng.integers(len(pool), size=count)]
    return np.asarray(along + down + middle + bends, np.float32)


def _elastic(count: int, rng: np.random.Generator) -> FloatArray:
    """(count, 2, 56, 56) float32 smooth shifts: five by five at random, the rest between them."""
    coarse = rng.normal(0, 1.6, (2 * count, 5, 5)).astype(np.float32)
    size = (CANVAS, CANVAS)
    fine = [cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC) for grid in coarse]
    return np.stack(fine).reshape(count, 2, *size)


def _anywhere(ink: Uint8Array, rng: np.random.Generator) -> Uint8Array:
    scale = rng.uniform(10, 26) / max(ink.shape)
    width, height = (max(1, round(side * scale)) for side in ink.shape[::-1])
    small = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
    left, top = rng.integers(SIDE - width + 1), rng.integers(SIDE - height + 1)
    field = np.zeros((SIDE, SIDE), np.uint8)
    field[top : top + height, left : left + width] = small
    return field
