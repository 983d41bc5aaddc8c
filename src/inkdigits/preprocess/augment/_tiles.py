"""Filtering many small pictures with one call, as one tall canvas: a call a picture costs more."""

from collections.abc import Callable, Iterator

import numpy as np

from inkdigits.arrays import Uint8Array

_PIXELS = 1024 * 28 * 28  # whose temporaries fit into a core's cache
_ROWS = 32_767  # what OpenCV can address in one canvas
_FRAME = 2  # rows that a picture's frame may add


def blocks(images: Uint8Array) -> Iterator[slice]:
    """Slices that cover (N, H, W) pictures, a thousand at a time if they are 28 pixels large.

    Stacked to one canvas, the pictures of a slice and a row above and below each are no more rows
    than OpenCV can address.
    """
    count, height, width = images.shape
    most = max(1, min(_PIXELS // (height * width), _ROWS // (height + _FRAME)))
    for start in range(0, count, most):
        yield slice(start, min(start + most, count))


def filter_tiles(
    images: Uint8Array, margin: int, operation: Callable[[Uint8Array], Uint8Array]
) -> Uint8Array:
    """Apply a filter to each picture, none of which sees its neighbour.

    Args:
        images: (N, H, W) uint8.
        margin: how far the filter looks, in pixels; the edge pixels are repeated that far.
        operation: from the canvas to one of the same size.

    Returns:
        (N, H, W) uint8, new.
    """
    filtered = np.empty_like(images)
    inner = slice(margin, -margin)
    for block in blocks(images):
        padded = np.pad(images[block], ((0, 0), (margin, margin), (margin, margin)), mode="edge")
        canvas = operation(padded.reshape(-1, padded.shape[2]))
        filtered[block] = canvas.reshape(padded.shape)[:, inner, inner]
    return filtered
