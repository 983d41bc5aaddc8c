"""Non-digits made of real digits: two in one field, and half of one."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images, Labels, Uint8Array
from inkdigits.data.non_digits._field import CANVAS, settle
from inkdigits.errors import InputError
from inkdigits.preprocess import crop

# Which side is kept of which digit. Left out is what may be read as another digit (half an 8 as 0
# or 3, one side of a 0, 4 or 7 as 1, the upper half of a 2 as 7, of a 5 as 6) or still as the same
# one (the right side of a 3 or a 7).
HALVES: tuple[tuple[str, int, int], ...] = (
    ("top", 0, 1),
    ("top", 4, 2),
    ("bottom", 0, 1),
    ("bottom", 2, 1),
    ("left", 3, 3),
)
"""The side kept, the digit, and how many strokes must be left: half a 4 of one stroke is a 1."""

_Cut: TypeAlias = tuple[str, npt.NDArray[np.intp], int]
"""The side kept, where in the dataset such digits are, and how many strokes must be left."""

_LONGEST = 40


def two_digits(count: int, rng: np.random.Generator, digits: Images, labels: Labels) -> Images:
    """Two digits side by side, apart, touching or overlapping a little.

    Never one above the other (two 0s would be an 8), and a 1 always apart from its neighbour (13
    would be an 8, 1 and 0 a 9).
    """
    canvases = np.zeros((count, CANVAS, CANVAS), np.uint8)
    chosen = rng.integers(len(digits), size=(count, 2))
    for canvas, (first, second) in zip(canvases, chosen, strict=True):
        with_one = 1 in (labels[first], labels[second])
        _lay(canvas, _pair(digits[first], digits[second], rng, apart=with_one))
    return settle(canvases, rng)


def half_digits(count: int, rng: np.random.Generator, digits: Images, labels: Labels) -> Images:
    """One side of a digit, those only of which nobody would say that they are a digit.

    They are wider than high, since a narrow one may be a 1 or a U-shaped 0, and hold no loop.
    """
    cuts = [(side, np.flatnonzero(labels == digit), left) for side, digit, left in HALVES]
    usable = [cut for cut in cuts if len(cut[1])]
    if not usable:
        raise InputError(
            "got no 0, 2, 3 or 4 to make halves of digits from, wanted digits of all classes"
        )
    canvases = np.zeros((count, CANVAS, CANVAS), np.uint8)
    for canvas in canvases:
        _lay(canvas, _half(digits, usable, rng))
    return settle(canvases, rng)


def _pair(
    first: Uint8Array, second: Uint8Array, rng: np.random.Generator, apart: bool
) -> Uint8Array:
    left, right = (_enlarge(crop(digit), rng.uniform(30, 40)) for digit in (first, second))
    overlap = min(left.shape[1], right.shape[1]) * 0.15
    gap = round(rng.uniform(9, 15) if apart else rng.uniform(-overlap, 8))
    height = max(left.shape[0], right.shape[0])
    pair = np.zeros((height, left.shape[1] + gap + right.shape[1]), np.uint8)
    for digit, at in ((left, 0), (right, left.shape[1] + gap)):
        top = rng.integers(height - digit.shape[0] + 1)
        window = pair[top : top + digit.shape[0], at : at + digit.shape[1]]
        np.maximum(window, digit, out=window)
    return _resize(pair, pair.shape[1] * rng.uniform(0.6, 1), height)


def _half(digits: Images, usable: list[_Cut], rng: np.random.Generator) -> Uint8Array:
    for _ in range(100):
        side, places, strokes = usable[rng.integers(len(usable))]
        ink = _enlarge(crop(digits[rng.choice(places)]), _LONGEST)
        half = crop(_cut(ink, side, rng.uniform(0.4, 0.5)))
        if half.size and _strokes(half) == strokes and not _has_loop(half):
            height, width = half.shape
            return _resize(half, max(width, height * rng.uniform(1.7, 2.1)), height)
    raise InputError(
        "none of 100 halves of digits came out as it should, wanted 0, 2, 3 and 4 as people write "
        "them; check the labels"
    )


def _cut(ink: Uint8Array, side: str, share: float) -> Uint8Array:
    rows, columns = (round(share * length) for length in ink.shape)
    return {"top": ink[:rows], "bottom": ink[-rows:], "left": ink[:, : max(1, columns)]}[side]


def _strokes(ink: Uint8Array) -> int:
    """How many pieces the ink is in, specks aside."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((ink > 100).astype(np.uint8))
    areas = stats[1:, cv2.CC_STAT_AREA]
    return int((areas > 0.35 * areas.max(initial=0)).sum())


def _has_loop(ink: Uint8Array) -> bool:
    """Whether the ink closes a loop, or would if it were a little thicker."""
    for grown in (1, 3, 5):
        near = cv2.dilate(np.pad(ink, 3), np.ones((grown, grown), np.uint8))
        bare, _ = cv2.connectedComponents((near < 60).astype(np.uint8), connectivity=4)
        if bare > 2:  # the ink, what is around it, and more
            return True
    return False


def _enlarge(ink: Uint8Array, height: float) -> Uint8Array:
    return _resize(ink, ink.shape[1] * height / max(1, len(ink)), height)


def _resize(ink: Uint8Array, width: float, height: float) -> Uint8Array:
    size = (max(1, round(width)), max(1, round(height)))
    method = cv2.INTER_AREA if size[0] < ink.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(ink, size, interpolation=method), np.uint8)


def _lay(canvas: Uint8Array, ink: Uint8Array) -> None:
    """Put ink into the middle of a canvas, 40 of its 56 pixels large."""
    scale = _LONGEST / max(ink.shape)
    fitted = _resize(ink, ink.shape[1] * scale, ink.shape[0] * scale)
    height, width = fitted.shape
    top, left = (CANVAS - height) // 2, (CANVAS - width) // 2
    canvas[top : top + height, left : left + width] = fitted
