"""Digits side by side on a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._digit_ink import DigitInk


@dataclass(frozen=True, eq=False)
class Placed:
    """A digit and where it stands.

    Attributes:
        digit: label and ink.
        left, top: of the ink, in pixels from the line's own corner.
    """

    digit: DigitInk
    left: int
    top: int


def set_in_line(
    digits: Sequence[DigitInk], gaps: Sequence[float], lifts: Sequence[float]
) -> list[Placed]:
    """Put digits beside each other, so near as is wanted where they come nearest.

    Args:
        digits: from left to right.
        gaps: before each digit but the first, the least white in any row between the two, in
            pixels; below 0 they overlap by so much.
        lifts: how far each stands above the baseline, in pixels.

    Returns:
        As many, with the topmost at 0 and the leftmost at 0.
    """
    tops = [-len(d.ink) - round(lift) for d, lift in zip(digits, lifts, strict=True)]
    lefts = [0]
    for before, after in zip(range(len(digits) - 1), range(1, len(digits)), strict=True):
        nearest = _nearest(digits[before].ink, digits[after].ink, tops[after] - tops[before])
        # Never further left than the digit before began: a 1 would slip under a 7's bar.
        least = lefts[before] + 0.35 * digits[before].ink.shape[1]
        lefts.append(round(max(lefts[before] + gaps[before] - nearest, least)))
    high, left = min(tops), min(lefts)
    return [
        Placed(digit, x - left, y - high) for digit, x, y in zip(digits, lefts, tops, strict=True)
    ]


def _nearest(left: FloatArray, right: FloatArray, lower: int) -> float:
    """White between two inks whose left edges are at the same place, in the tightest row.

    Args:
        left: (H, W) ink.
        right: another.
        lower: how many rows lower the right one's top is.
    """
    ends, starts = _last(left), _last(right[:, ::-1])
    starts = right.shape[1] - 1 - starts
    top, bottom = max(0, lower), min(len(left), lower + len(right))
    if bottom <= top:  # one above the other
        return float(-left.shape[1])
    between = starts[top - lower : bottom - lower] - ends[top:bottom]
    return float(np.min(between, initial=float(right.shape[1])))


def _last(ink: FloatArray) -> FloatArray:
    """Column of the last inked pixel of each row; far to the left in rows without ink."""
    inked = ink > 0.3
    columns = ink.shape[1] - 1 - np.argmax(inked[:, ::-1], axis=1)
    return np.where(inked.any(axis=1), columns, -1e6).astype(np.float32)
