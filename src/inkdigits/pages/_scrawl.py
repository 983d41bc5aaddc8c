"""Words in joined-up writing that nobody can read."""

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.pages._words import cropped

# Where the pen goes for a letter, x and y in heights of a small one, y upwards. Joined to their
# neighbours, and never alone, none of these could be taken for a digit.
_LETTERS = (
    ((0.0, 0.1), (0.35, 0.5), (0.3, 0.95), (0.05, 0.6), (0.2, 0.05), (0.6, 0.1)),  # e
    ((0.0, 0.1), (0.4, 1.2), (0.35, 2.1), (0.12, 1.4), (0.25, 0.1), (0.55, 0.1)),  # l
    ((0.0, 0.2), (0.15, 0.95), (0.2, 0.0), (0.35, 0.8), (0.55, 0.9), (0.6, 0.1), (0.8, 0.1)),  # n
    ((0.0, 0.2), (0.1, 0.95), (0.15, 0.1), (0.4, 0.1), (0.55, 0.95), (0.58, 0.1), (0.8, 0.1)),  # u
    (
        (0.0, 0.2), (0.12, 0.95), (0.18, 0.0), (0.3, 0.85), (0.45, 0.8), (0.48, 0.0),
        (0.6, 0.85), (0.78, 0.8), (0.82, 0.05), (1.0, 0.1),
    ),  # m
    ((0.0, 0.1), (0.2, 1.0), (0.22, 0.1), (0.45, 0.15)),  # i
    ((0.0, 0.1), (0.25, 1.7), (0.25, 0.15), (0.5, 0.1)),  # t
    ((0.0, 0.3), (0.3, 0.95), (0.28, -0.9), (0.02, -0.9), (0.4, 0.15), (0.6, 0.2)),  # j
)  # fmt: skip
_STEPS = 8  # drawn between two of these places


def scrawl(height: float, pen: float, rng: np.random.Generator) -> FloatArray:
    """A word.

    Args:
        height: of its small letters, in pixels.
        pen: width of the strokes, in pixels, as far as small letters bear it.
        rng: draws letters and hand.

    Returns:
        (H, W) float32, the share of each pixel that is inked, cropped to the ink.
    """
    pen = min(pen, 0.16 * height)  # or its loops would run together
    x, points = 0.0, []
    wide = rng.uniform(0.8, 1.5)
    for letter in rng.integers(len(_LETTERS), size=rng.integers(3, 10)):
        places = np.array(_LETTERS[letter]) + rng.normal(0, 0.06, (len(_LETTERS[letter]), 2))
        points.append(places * [wide, 1] + [x, 0])
        x = float(points[-1][-1, 0])
    curve = _spline(np.concatenate(points))
    lean = rng.normal(0.25, 0.2)
    path = np.column_stack([curve[:, 0] + lean * curve[:, 1], -curve[:, 1]]) * height
    path += pen + 2 - path.min(axis=0)
    columns, rows = (int(side) for side in np.ceil(path.max(axis=0) + pen + 2))
    canvas = np.zeros((rows, columns), np.uint8)
    fixed = np.rint(path * 16).astype(np.int32)
    cv2.polylines(canvas, [fixed], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    return cropped(canvas.astype(np.float32) / np.float32(255))


def _spline(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Catmull and Rom's, through all points."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = (ends[i : len(ends) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, _STEPS, endpoint=False)[None, :, None]
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - 3 * end + after - before) * t**3
    )
    return np.asarray(curve.reshape(-1, 2))
