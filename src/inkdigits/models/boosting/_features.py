"""What a stump can look at: one pixel, or a difference of sums over rectangles.

Either is a sum of few entries of a table of integers, times small coefficients: the table is the
picture itself or its integral image.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Features = tuple[Integers, Integers]
"""Positions in a table and the coefficients to multiply what is there by, (F, C) int32 each."""

FeatureKind = Literal["pixels", "haar"]

_CORNERS = 9
_PATTERNS = tuple(
    np.array(cells, np.int8)
    for cells in (
        [[1, -1]],
        [[1], [-1]],
        # The middle counts twice, so that an even ground of any brightness comes to 0.
        [[1, -2, 1]],
        [[1], [-2], [1]],
        [[1, -1], [-1, 1]],
    )
)


def make_tables(levels: Integers, kind: FeatureKind) -> Integers:
    """The numbers that features are sums of.

    Args:
        levels: (N, side²) int32, pictures row by row.
        kind: "pixels" takes the pictures as they are; "haar" their integral images, with a row and
            a column of zeros before them.

    Returns:
        (N, side²) or (N, (side + 1)²) int32.
    """
    if kind == "pixels":
        return levels
    side = round(levels.shape[1] ** 0.5)
    sums = np.zeros((len(levels), side + 1, side + 1), np.int32)
    np.cumsum(levels.reshape(len(levels), side, side), axis=1, out=sums[:, 1:, 1:])
    np.cumsum(sums, axis=2, out=sums)
    return sums.reshape(len(levels), (side + 1) ** 2)


def draw_features(
    kind: FeatureKind, pixels: npt.NDArray[np.intp], side: int, count: int, rng: np.random.Generator
) -> Features:
    """Draw features at random.

    Args:
        kind: "pixels" draws some of `pixels`, without replacement; "haar" draws rectangles of two,
            three or four equal cells (Viola and Jones 2001, "Rapid object detection using a boosted
            cascade of simple features", CVPR), any size and place that fits being possible.
        pixels: those worth looking at.
        side: of the pictures, at least 3.
        count: how many; fewer where there are fewer pixels.
        rng: where chance comes from.

    Returns:
        positions and coefficients, (F, 1) or (F, 9) int32.
    """
    if kind == "pixels":
        drawn = rng.permutation(pixels)[:count] if count < len(pixels) else pixels
        positions = drawn.astype(np.int32)[:, None]
        return positions, np.ones_like(positions)
    kinds = rng.integers(len(_PATTERNS), size=count)
    where, chance = np.zeros((2, count, _CORNERS), np.int32), rng.random((4, count))
    for number, cells in enumerate(_PATTERNS):
        chosen = kinds == number
        where[:, chosen] = _place(cells, side, chance[:, chosen])
    return where[0], where[1]


def _place(cells: npt.NDArray[np.int8], side: int, chance: npt.NDArray[np.float64]) -> Integers:
    """Put a pattern into the picture: (2, F, 9), the corners' positions and coefficients."""
    rows, columns = cells.shape
    height = 1 + (chance[0] * (side // rows)).astype(np.int32)
    width = 1 + (chance[1] * (side // columns)).astype(np.int32)
    top = (chance[2] * (side - rows * height + 1)).astype(np.int32)
    left = (chance[3] * (side - columns * width + 1)).astype(np.int32)
    padded = np.pad(cells, 1)
    # A cell's sum is a difference of differences of the integral image; so is their pattern's.
    corners = np.diff(np.diff(padded, axis=0), axis=1)
    placed = np.zeros((2, chance.shape[1], _CORNERS), np.int32)
    for slot, (row, column) in enumerate(np.ndindex(rows + 1, columns + 1)):
        placed[0, :, slot] = (top + row * height) * (side + 1) + left + column * width
        placed[1, :, slot] = corners[row, column]
    return placed
