import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images

_LEAN = np.deg2rad(8)  # of a rule from the level or the upright
_WIDTH = 0.6, 2.0  # pixels
_BRIGHTNESS = 0.35, 1.0


def augment_rule(images: Images, rng: np.random.Generator, reach: float) -> Images:
    """Rule a straight line across each picture: the line of a sheet or the edge of a form's box.

    Args:
        images: (N, H, W) uint8, ink bright (255) on 0.
        rng: where the chances come from.
        reach: how far from the middle a line may pass, in pixels.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    count, height, width = images.shape
    lean = rng.uniform(-_LEAN, _LEAN, count) + np.pi / 2 * rng.integers(2, size=count)
    distance = rng.uniform(-reach, reach, count)
    half = rng.uniform(*_WIDTH, count) / 2
    brightness = rng.uniform(*_BRIGHTNESS, count) * 255
    y = (np.arange(height, dtype=np.float32) - (height - 1) / 2)[:, None]
    x = np.arange(width, dtype=np.float32) - (width - 1) / 2
    off = np.abs(_each(np.cos(lean)) * y + _each(np.sin(lean)) * x - _each(distance))
    cover = np.clip(_each(half) + 0.5 - off, 0, 1) * np.minimum(1, 2 * _each(half))
    lines = np.rint(cover * _each(brightness)).astype(np.uint8)
    ruled: Images = np.maximum(images, lines)
    return ruled


def _each(values: npt.ArrayLike) -> FloatArray:
    """A number for each picture, to go with all its pixels."""
    return np.asarray(values, np.float32)[:, None, None]
