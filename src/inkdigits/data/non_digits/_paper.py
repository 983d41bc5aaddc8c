"""Fields without a drawing: bare paper and noise."""

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images
from inkdigits.data.non_digits._field import SIDE


def blank(count: int, rng: np.random.Generator) -> Images:
    """Bare paper: a fifth of it exactly 0, the rest with grain, shade or a few specks."""
    look = rng.random((count, 1, 1))
    fields = _grain(count, rng)
    fields = np.where(look < 0.5, fields + _shade(count, rng), fields)
    fields = np.where(look < 0.2, 0, fields)
    specked = np.clip(fields, 0, 255).astype(np.uint8)
    for place in np.flatnonzero(look > 0.75):
        _speck(specked[place], rng)
    return specked


def noise(count: int, rng: np.random.Generator) -> Images:
    """Noise that fills the field: pixel by pixel, soft, in blobs, or salt on black."""
    fields = rng.normal(0, 1, (count, SIDE, SIDE)).astype(np.float32)
    blur = rng.choice([0.0, 0.0, 0.6, 1.0, 1.5, 2.0, 2.5], count)
    for field, sigma in zip(fields, blur, strict=True):
        if sigma:
            field[:] = cv2.GaussianBlur(field, (0, 0), sigma)
    fields /= fields.std(axis=(1, 2), keepdims=True)
    level = rng.uniform(-0.3, 0.7, (count, 1, 1))
    # From soft grey to sharp blobs.
    steep = np.exp(rng.uniform(np.log(0.5), np.log(8), (count, 1, 1)))
    strength = rng.uniform(100, 255, (count, 1, 1))
    ink = strength / (1 + np.exp(-steep * (fields - level)))
    return np.asarray(np.rint(ink), np.uint8)


def _grain(count: int, rng: np.random.Generator) -> FloatArray:
    strength = rng.uniform(2, 30, (count, 1, 1)).astype(np.float32)
    grain: FloatArray = strength * rng.normal(0, 1, (count, SIDE, SIDE)).astype(np.float32)
    return grain


def _shade(count: int, rng: np.random.Generator) -> FloatArray:
    """A level from 0 to 150 that slopes in some direction, as a lamp shades a page."""
    steps = np.linspace(-1, 1, SIDE, dtype=np.float32)
    level, across, down = rng.uniform([[20], [-50], [-50]], [[100], [50], [50]], (3, count)).astype(
        np.float32
    )
    return np.asarray(
        level[:, None, None] + across[:, None, None] * steps + down[:, None, None] * steps[:, None],
        np.float32,
    )


def _speck(field: Images, rng: np.random.Generator) -> None:
    for _ in range(rng.integers(1, 7)):
        x, y = (int(place) for place in rng.integers(0, SIDE * 16, 2))
        radius = int(rng.integers(4, 18))  # in sixteenths of a pixel
        cv2.circle(field, (x, y), radius, int(rng.integers(80, 256)), -1, cv2.LINE_AA, shift=4)
