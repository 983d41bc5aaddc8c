"""Pictures of digits that are made for a test."""

import cv2
import numpy as np

from inkdigits.arrays import Uint8Array

# Corners of each digit's strokes: x to the right, y down, in a box of 0.6 by 1.
_STROKES: dict[int, list[tuple[float, float]]] = {
    0: [
        (0.3, 0),
        (0.08, 0.15),
        (0, 0.5),
        (0.08, 0.85),
        (0.3, 1),
        (0.52, 0.85),
        (0.6, 0.5),
        (0.52, 0.15),
        (0.3, 0),
    ],
    1: [(0.1, 0.25), (0.35, 0), (0.35, 1)],
    2: [(0, 0.25), (0.15, 0), (0.45, 0), (0.6, 0.25), (0.5, 0.5), (0, 1), (0.6, 1)],
    3: [(0, 0), (0.6, 0), (0.3, 0.4), (0.6, 0.65), (0.5, 0.95), (0.2, 1), (0, 0.85)],
    4: [(0.45, 1), (0.45, 0), (0, 0.65), (0.6, 0.65)],
    5: [(0.6, 0), (0.1, 0), (0.05, 0.45), (0.4, 0.4), (0.6, 0.65), (0.45, 1), (0, 0.9)],
    7: [(0, 0), (0.6, 0), (0.2, 1)],
    8: [
        (0.3, 0.48),
        (0.05, 0.25),
        (0.3, 0),
        (0.55, 0.25),
        (0.3, 0.48),
        (0, 0.75),
        (0.3, 1),
        (0.6, 0.75),
        (0.3, 0.48),
    ],
}


def drawn(
    digit: int,
    size: int = 300,
    share: float = 0.6,
    where: tuple[float, float] = (0.5, 0.5),
    thickness: float = 0.09,
) -> Uint8Array:
    """A digit of straight strokes, dark (25) on light (240).

    Args:
        digit: which one.
        size: of the picture's sides, pixels.
        share: of the picture's height that the digit takes.
        where: 0 to 1, how far right and down in what room is left besides a margin of 4 %.
        thickness: of the pen, as a share of the digit's height.
    """
    height = share * size
    pen = max(1, round(thickness * height))
    corners = np.array(_STROKES[digit]) * (height - pen) + pen / 2 + 0.04 * size
    room = np.maximum(0, 0.92 * size - np.array([0.6 * (height - pen) + pen, height]))
    path = np.rint((corners + np.array(where) * room) * 16).astype(np.int32)
    page = np.full((size, size), 240, np.uint8)
    return np.asarray(cv2.polylines(page, [path], False, 25, pen, cv2.LINE_AA, shift=4), np.uint8)


def photographed(field: Uint8Array, rng: np.random.Generator, side: int = 300) -> Uint8Array:
    """An MNIST digit of about 200 pixels, dark on unevenly lit grey paper, off the middle, as JPEG.

    Half of them light on dark.
    """
    large = cv2.resize(field, (196, 196), interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    ink = np.zeros((side, side), np.float32)
    left, top = rng.integers(8, side - 196 - 8, 2)
    ink[top : top + 196, left : left + 196] = np.clip(large, 0, 1)
    across, down = rng.uniform(-0.35, 0.35, 2)
    ramp = np.linspace(-0.5, 0.5, side)
    light = 1 + across * ramp[None, :] + down * ramp[:, None]
    dark = rng.random() < 0.5
    page = 190 * light * (1 - 0.8 * ink) if dark else 55 * light + 160 * ink
    page = page + rng.normal(0, 3, page.shape)
    gray = np.clip(page, 0, 255).astype(np.uint8)
    encoded = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE), np.uint8)
