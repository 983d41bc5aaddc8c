"""Words before and after numbers, commas within them, lines under and brackets around them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._line import Placed
from inkdigits.pages._marks import bracket, comma, dash, long_line
from inkdigits.pages._typefaces import Print
from inkdigits.pages._words import AFTER, BEFORE, penned, printed

_WORD, _MARK, _UNDERLINE, _BRACKET = 0.3, 0.15, 0.08, 0.05  # chances a line


@dataclass(frozen=True, eq=False)
class Beside:
    """A word or mark that is no digit, and where it stands.

    Attributes:
        ink: (H, W) float32, the share of each pixel that is inked.
        left, top: of the ink, in pixels of the sheet.
        in_print: whether it is in print, and not in the page's pen.
    """

    ink: FloatArray
    left: int
    top: int
    in_print: bool

    @property
    def where(self) -> tuple[slice, slice]:
        """Its rows and columns on the sheet."""
        rows, columns = self.ink.shape
        return slice(self.top, self.top + rows), slice(self.left, self.left + columns)


def draw_marks(
    count: int, height: float, pen: float, rng: np.random.Generator
) -> dict[int, tuple[FloatArray, float]]:
    """Commas, points and dashes within a number.

    Args:
        count: how many digits the number has.
        height: of the digits, in pixels.
        pen: width of the strokes, in pixels.
        rng: where the chances come from.

    Returns:
        By the digit that each stands before: its ink, and how far its middle is above the baseline.
    """
    if count < 2 or rng.random() > _MARK:
        return {}
    places = {int(place) for place in rng.integers(1, count, rng.integers(1, 3))}
    if rng.random() < 0.3:
        return {place: (dash(height, pen, rng), 0.45 * height) for place in sorted(places)}
    marks = [(place, comma(height, pen, rng)) for place in sorted(places)]
    return {place: (ink, 0.05 * height - 0.2 * len(ink)) for place, ink in marks}


def before_line(
    line: Sequence[Placed], baseline: float, height: float, pen: float, part: Print,
    rng: np.random.Generator,
) -> list[Beside]:  # fmt: skip
    """Perhaps what the number is, as in "Total 4711".

    Args:
        line: the number.
        baseline: on which it stands.
        height: of its digits, in pixels.
        pen: width of the strokes, in pixels.
        part: whose typefaces.
        rng: where the chances come from.
    """
    if rng.random() > _WORD:
        return []
    ink, in_print = _word(BEFORE, height, pen, part, rng)
    right = min(placed.left for placed in line) - rng.uniform(0.3, 1.0) * height
    return [Beside(ink, round(right) - ink.shape[1], round(baseline) - len(ink), in_print)]


def after_line(
    line: Sequence[Placed], baseline: float, height: float, pen: float, part: Print,
    rng: np.random.Generator,
) -> list[Beside]:  # fmt: skip
    """Perhaps the number's unit, as in "4711 kg"; likewise."""
    if rng.random() > _WORD:
        return []
    ink, in_print = _word(AFTER, height, pen, part, rng)
    left = max(placed.left + placed.digit.ink.shape[1] for placed in line)
    left += round(rng.uniform(0.2, 0.8) * height)
    return [Beside(ink, left, round(baseline) - len(ink), in_print)]


def around_line(
    line: Sequence[Placed], baseline: float, height: float, pen: float, part: Print,
    rng: np.random.Generator,
) -> list[Beside]:  # fmt: skip
    """Perhaps a line under the number, or brackets around it; likewise."""
    left = min(placed.left for placed in line)
    right = max(placed.left + placed.digit.ink.shape[1] for placed in line)
    beside = []
    if rng.random() < _UNDERLINE:
        ink = long_line((right - left) * rng.uniform(0.9, 1.2), pen, rng)
        top = round(baseline + rng.uniform(0.1, 0.25) * height)
        beside.append(Beside(ink, left - round(0.05 * height), top, False))
    if rng.random() < _BRACKET:
        ink = bracket(height * rng.uniform(1.25, 1.6), pen, rng)
        away, top = round(0.35 * height), round(baseline + 0.2 * height) - len(ink)
        beside.append(Beside(ink, left - away - ink.shape[1], top, False))
        beside.append(Beside(ink[:, ::-1], right + away, top, False))
    return beside


def _word(
    words: tuple[str, ...], height: float, pen: float, part: Print, rng: np.random.Generator
) -> tuple[FloatArray, bool]:
    """Its ink, and whether it is in print."""
    word = words[rng.integers(len(words))]
    size = height * rng.uniform(0.55, 1.1)
    if rng.random() < 0.4:
        return printed(word, part, size, rng), True
    return penned(word, part, 0.85 * size, pen, rng), False
