"""What hides a digit in part, or crosses it."""

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images
from inkdigits.evaluation.shifts._light import across_lines, as_pixels

_BOX = 20  # pixels: edge of the square in the middle of the field that MNIST's digits fill
_OFF_MIDDLE = 4.0  # pixels: how far from the middle of the field a line may pass


def occlusion(images: Images, share: float, seed: int) -> Images:
    """Cover a square, this share of the digit's 20×20 box, with paper; its place is drawn."""
    edge = _BOX * share**0.5
    margin = (np.array(images.shape[1:]) - _BOX) / 2
    drawn = np.random.default_rng(seed).uniform(0, 1, (len(images), 2))
    corners = margin + drawn * (_BOX - edge)
    rows, columns = (
        _covered(size, corners[:, [axis]], edge) for axis, size in enumerate(images.shape[1:])
    )
    return as_pixels(images * (1 - rows[:, :, None] * columns[:, None, :]))


def line(images: Images, width: float, seed: int) -> Images:
    """Draw a straight line of full ink over each digit, from edge to edge of the field.

    Its angle is drawn, and how far it passes from the middle: 4 pixels at most.
    """
    rng = np.random.default_rng(seed)
    across = across_lines(images, rng)
    offset = rng.uniform(-_OFF_MIDDLE, _OFF_MIDDLE, len(images)).astype(np.float32)
    far = np.abs(across - offset[:, None, None])
    # The share of a pixel that the line covers, if it ran along the pixels.
    ink = np.clip(width / 2 + 0.5 - far, 0, min(width, 1))
    return np.maximum(images, as_pixels(255 * ink))


def _covered(size: int, start: npt.NDArray[np.float64], length: float) -> FloatArray:
    """How much of each of `size` pixels in a row a piece covers that begins at `start`: (N, 1)."""
    pixels = np.arange(size)
    covered = np.minimum(pixels + 1, start + length) - np.maximum(pixels, start)
    return covered.clip(0, 1).astype(np.float32)
