"""The ink of one digit, told from paper, specks, frames and neighbours."""

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.preprocess._paper import ink_contrast, peak_contrast

Mask = npt.NDArray[np.bool_]

_FAINTEST = 0.08  # contrast below which nothing counts as ink
_NOISE = 6.0  # standard deviations of the paper's noise below which nothing counts as ink


def find_ink(gray: Uint8Array) -> Uint8Array:
    """Separate one digit's ink from what it is written on.

    Args:
        gray: (H, W) uint8, dark on light or light on dark.

    Returns:
        (H, W) uint8, ink bright (255) on 0; all 0 where there is no ink.
    """
    contrast = ink_contrast(gray)
    bare = contrast < peak_contrast(contrast) / 4
    noise = 1.4826 * float(np.median(np.abs(contrast[bare]))) if bare.any() else 0.0
    least = max(_FAINTEST, _NOISE * noise)
    digit = _digit_parts(contrast > least, gray.shape)
    if not digit.any():
        return np.zeros_like(gray)
    full = _ink_level(contrast[digit])
    strong = _digit_parts(_hysteresis(contrast, 0.3 * full, 0.55 * full), gray.shape)
    near = cv2.dilate(strong.astype(np.uint8), np.ones((5, 5), np.uint8))
    levels = np.clip((contrast - 0.1 * full) / (0.8 * full), 0, 1) * near
    return np.asarray(np.rint(levels * 255), np.uint8)


def _ink_level(contrast: FloatArray) -> float:
    """The contrast of the strokes' cores: the median that counts each pixel by its square.

    So the faint lines of ruled paper, though many, do not count.
    """
    ordered = np.sort(contrast)
    heap = np.cumsum(ordered**2)
    return float(ordered[np.searchsorted(heap, heap[-1] / 2)])


def _hysteresis(contrast: FloatArray, low: float, high: float) -> Mask:
    """Where contrast exceeds `low` in one piece with a place where it exceeds `high`."""
    count, pieces = cv2.connectedComponents((contrast > low).astype(np.uint8), connectivity=8)
    keep = np.zeros(count, bool)
    keep[np.unique(pieces[contrast > high])] = True
    keep[0] = False
    return np.asarray(keep[pieces], bool)


def _digit_parts(mask: Mask, shape: tuple[int, ...]) -> Mask:
    """Of all ink, the pieces that make up the one digit.

    The largest piece that does not merely lean on the picture's edge, and whatever is near and not
    tiny: a five's flying bar, the parts of a broken stroke.
    """
    longest = max(shape)
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    if count == 1:
        return np.zeros_like(mask)
    area = np.bincount(pieces[mask], minlength=count).astype(np.float64)
    area[0] = 0
    left, top, width, height = (stats[:, i].astype(np.float64) for i in range(4))
    right, bottom = left + width, top + height
    size = np.maximum(width, height)
    size[0] = 0
    # middle of each piece's box, 0 to 1; a neighbour or a shadow that reaches in has it far out
    across, down = (left + right) / 2 / shape[1], (top + bottom) / 2 / shape[0]
    touches = (left <= 1) | (top <= 1) | (right >= shape[1] - 1) | (bottom >= shape[0] - 1)
    aside = touches & (np.maximum(np.abs(across - 0.5), np.abs(down - 0.5)) > 0.25)
    usable = (size >= max(5.0, 0.02 * longest)) & (area > 0)
    candidates = usable & ~aside
    if not candidates.any() or size[candidates].max() < 0.2 * size[usable].max():
        candidates = usable
    if not candidates.any():
        return np.zeros_like(mask)
    main = int(np.argmax(np.where(candidates, area, 0)))
    chosen = np.zeros(count, bool)
    chosen[main] = True
    box = [left[main], top[main], right[main], bottom[main]]
    while True:
        reach = 0.25 * max(box[2] - box[0], box[3] - box[1])
        gap = np.maximum(
            np.maximum(left - box[2], box[0] - right), np.maximum(top - box[3], box[1] - bottom)
        )
        whole = touches[chosen].any()
        joins = (
            (usable if whole else candidates)
            & ~chosen
            & (gap <= reach)
            & (area >= 0.02 * area[main])
        )
        if not joins.any():
            break
        chosen |= joins
        box = [
            left[chosen].min(),
            top[chosen].min(),
            right[chosen].max(),
            bottom[chosen].max(),
        ]
    return np.asarray(chosen[pieces] & mask, bool)
