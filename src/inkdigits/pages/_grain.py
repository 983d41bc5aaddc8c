"""Chance at every place of a picture, and what a colour takes of its light."""

from statistics import NormalDist

import cv2
import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._color import Color

# What each value of a random byte stands for: ten times as fast as drawing normal numbers, of which
# a picture takes millions, and nobody can see that the rarest are missing.
_LEVELS = np.array([NormalDist().inv_cdf((level + 0.5) / 256) for level in range(256)], np.float32)
_LEVELS /= _LEVELS.std()


def grain(shape: tuple[int, int], rng: np.random.Generator, soft: float = 0.0) -> FloatArray:
    """Noise of deviation 1.

    Args:
        shape: height and width.
        rng: where it comes from.
        soft: deviation of the Gaussian that it is smoothed by, in pixels.
    """
    chance = np.frombuffer(rng.bytes(shape[0] * shape[1]), np.uint8).reshape(shape)
    noise = np.asarray(cv2.LUT(chance, _LEVELS), np.float32)
    if soft < 0.3:
        return noise
    smooth = cv2.GaussianBlur(noise, (0, 0), soft)
    return np.asarray(smooth * np.float32(max(1.0, 3.545 * soft)), np.float32)


def clouds(shape: tuple[int, int], size: float, rng: np.random.Generator) -> FloatArray:
    """Noise of deviation 1 that changes over so many pixels."""
    height, width = shape
    coarse = rng.standard_normal((int(height / size) + 3, int(width / size) + 3), np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))


def absorb(paper: FloatArray, cover: FloatArray, color: Color) -> None:
    """Let ink take from the light.

    Args:
        paper: (H, W, 3) float32, 0 to 1; is changed.
        cover: (H, W) float32, how much of each pixel is inked.
        color: of the ink on white.
    """
    left, top, width, height = cv2.boundingRect((cover > 0).astype(np.uint8))
    if not width:
        return
    part = np.s_[top : top + height, left : left + width]
    covered = np.ascontiguousarray(cover[part])
    for channel, level in enumerate(color):  # numpy is slow along an axis of three
        paper[(*part, channel)] *= 1 - covered * np.float32(1 - level)
