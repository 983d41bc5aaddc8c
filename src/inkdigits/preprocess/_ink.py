"""The ink of one digit, told from paper, specks, frames and neighbours."""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.preprocess._paper import ink_contrast, peak_contrast, sample

Mask = npt.NDArray[np.bool_]
FloatArray64 = npt.NDArray[np.float64]

_FAINTEST = 0.08  # contrast below which nothing counts as ink
_NOISE = 6.0  # standard deviations of the paper's noise below which nothing counts as ink
_LOW, _HIGH = 0.3, 0.55  # of the ink's contrast, to which a stroke goes on, and which one reaches
_MARGIN = 4  # pixels of bare paper that strokes grow into at most, and one more


def find_ink(gray: Uint8Array) -> Uint8Array:
    """Separate one digit's ink from what it is written on.

    Args:
        gray: (H, W) uint8, dark on light or light on dark.

    Returns:
        (H, W) uint8, ink bright (255) on 0; all 0 where there is no ink.
    """
    contrast = ink_contrast(gray)
    least = max(_FAINTEST, _NOISE * _noise(contrast))
    window = _around(contrast > _LOW * least)
    contrast, whole = contrast[window], _Frame(window[0].start, window[1].start, *gray.shape)
    digit = _digit_parts(contrast > least, whole)
    ink = np.zeros_like(gray)
    if not digit.any():
        return ink
    full = _ink_level(contrast[digit])
    strong = _digit_parts(_hysteresis(contrast, _LOW * full, _HIGH * full), whole)
    near = cv2.dilate(strong.astype(np.uint8), np.ones((5, 5), np.uint8))
    levels = np.clip((contrast - 0.1 * full) / (0.8 * full), 0, 1) * near
    ink[window] = np.rint(levels * 255)
    return ink


def _noise(contrast: FloatArray) -> float:
    """Standard deviation of the bare paper's noise, by the median of a sample."""
    some = sample(contrast)
    bare = some[some < peak_contrast(contrast) / 4]
    return 1.4826 * float(np.median(np.abs(bare))) if bare.size else 0.0


class _Frame(NamedTuple):
    """Where in a picture a part of it lies, and how large all of it is, in pixels."""

    top: int
    left: int
    height: int
    width: int


def _around(mask: Mask) -> tuple[slice, slice]:
    """Rows and columns of a box around what is true, wide enough for all that is done with it."""
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    return (
        slice(max(0, top - _MARGIN), top + height + _MARGIN),
        slice(max(0, left - _MARGIN), left + width + _MARGIN),
    )


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
    keep[pieces[contrast > high]] = True
    keep[0] = False
    return np.asarray(keep[pieces], bool)


def _digit_parts(mask: Mask, whole: _Frame) -> Mask:
    """Of all ink, the pieces that make up the one digit.

    The largest piece that does not merely lean on the picture's edge, and whatever is near and not
    tiny: a five's flying bar, the parts of a broken stroke.
    """
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    left, top, width, height, _ = stats.T.astype(np.float64)
    is_large = np.maximum(width, height) >= max(5.0, 0.02 * max(whole.height, whole.width))
    if count == 2:  # nothing but this one; as nearly all drawings are
        return mask if is_large[1] else np.zeros_like(mask)
    area = np.bincount(pieces[mask], minlength=count).astype(np.float64)
    is_large[0] = False
    left, top = left + whole.left, top + whole.top
    chosen = _choose(_Pieces(left, top, left + width, top + height, area, is_large), whole)
    return np.asarray(chosen[pieces] & mask, bool)


class _Pieces(NamedTuple):
    """Pieces of ink: the boxes around them, in pixels of the picture, and how much ink it is.

    The first is the paper; only those that are large enough for a part of a digit count.
    """

    left: FloatArray64
    top: FloatArray64
    right: FloatArray64
    bottom: FloatArray64
    area: FloatArray64
    is_large: Mask


def _choose(pieces: _Pieces, whole: _Frame) -> Mask:
    """Which of the pieces are parts of the digit."""
    left, top, right, bottom, area, is_large = pieces
    # middle of each piece's box, 0 to 1; a neighbour or a shadow that reaches in has it far out
    across, down = (left + right) / 2 / whole.width, (top + bottom) / 2 / whole.height
    touches = (left <= 1) | (top <= 1) | (right >= whole.width - 1) | (bottom >= whole.height - 1)
    aside = touches & (np.maximum(np.abs(across - 0.5), np.abs(down - 0.5)) > 0.25)
    size = np.maximum(right - left, bottom - top)
    candidates = is_large & ~aside
    if not candidates.any() or size[candidates].max() < 0.2 * size[is_large].max():
        candidates = is_large
    chosen = np.zeros(len(area), bool)
    if not candidates.any():
        return chosen
    main = int(np.argmax(np.where(candidates, area, 0)))
    joins = np.arange(len(area)) == main
    while joins.any():
        chosen |= joins
        box = left[chosen].min(), top[chosen].min(), right[chosen].max(), bottom[chosen].max()
        is_near = _gap(pieces, box) <= 0.25 * max(box[2] - box[0], box[3] - box[1])
        others = is_large if touches[chosen].any() else candidates
        joins = others & ~chosen & is_near & (area >= 0.02 * area[main])
    return chosen


def _gap(pieces: _Pieces, box: tuple[float, float, float, float]) -> FloatArray64:
    """Pixels between each piece and a box, across or down, whichever is more."""
    across = np.maximum(pieces.left - box[2], box[0] - pieces.right)
    down = np.maximum(pieces.top - box[3], box[1] - pieces.bottom)
    return np.maximum(across, down)
