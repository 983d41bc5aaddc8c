"""Somebody's hand: how large, slanted and even they write, and their numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inkdigits.data import Dataset
from inkdigits.pages._digit_ink import DigitInk, write_digit
from inkdigits.pages._line import Placed, set_in_line
from inkdigits.preprocess import augment_habits

_TRIES = 20  # to find a writer of all ten digits


@dataclass(frozen=True, eq=False)
class Hand:
    """How somebody writes.

    Attributes:
        digits: labelled, whose shapes are used.
        height: of the digits, in pixels.
        pen: width of the strokes, in pixels.
        slant: to the right, as the tangent of its angle.
        uneven: how much sizes, places and slants vary from digit to digit, 0 to 1.
        habits: whether they cross their sevens and flag their ones.
    """

    digits: Dataset
    height: float
    pen: float
    slant: float
    uneven: float
    habits: bool = False

    def write(self, text: str, rng: np.random.Generator) -> list[DigitInk]:
        """The digits of a number, each of a shape drawn by chance."""
        return [self._write_one(int(digit), rng) for digit in text]

    def _write_one(self, label: int, rng: np.random.Generator) -> DigitInk:
        assert self.digits.labels is not None
        shapes = np.flatnonzero(self.digits.labels == label)
        image = self.digits.images[shapes[rng.integers(len(shapes))]]
        if self.habits:
            image = augment_habits(image[None], np.array([label]), rng, 1.0)[0]
        height = self.height * (1 + 0.15 * self.uneven * rng.uniform(-1, 1))
        slant = self.slant + 0.1 * self.uneven * rng.normal()
        return write_digit(image, label, height, self.pen, slant, 4 * self.uneven * rng.normal())

    def line(
        self, text: str, gaps: tuple[float, float], apart: Mapping[int, float],
        rng: np.random.Generator,
    ) -> list[Placed]:  # fmt: skip
        """A number freely written.

        Args:
            text: its digits.
            gaps: least and most white between two, as shares of the height.
            apart: before which digits there is how much more white, in pixels.
            rng: where the chances come from.
        """
        digits = self.write(text, rng)
        # Somebody writes either wide or narrow: within a line the gaps vary by a third.
        middle = rng.uniform(*gaps)
        spread = (gaps[1] - gaps[0]) / 3
        between = np.clip(rng.uniform(middle - spread, middle + spread, len(text)), *gaps)
        drift = rng.normal(0, 0.02) * self.uneven
        steps = np.arange(len(text)) * drift + rng.normal(0, 0.04 * self.uneven, len(text))
        white = between * self.height
        for index, more in apart.items():
            white[index] = max(white[index], 0) + more
        return set_in_line(digits, list(white[1:]), list(steps * self.height))

    def boxed(self, text: str, pitch: float, box: float, rng: np.random.Generator) -> list[Placed]:
        """A number with each digit in a box of its own.

        Args:
            text: its digits.
            pitch: from one box to the next, in pixels.
            box: height of a box, in pixels.
            rng: where the chances come from.

        Returns:
            Placed from the first box's corner.
        """
        placed = []
        for number, digit in enumerate(self.write(text, rng)):
            high, wide = digit.ink.shape
            off = rng.normal(0, 0.06 * self.height, 2) * self.uneven
            left = number * pitch + (pitch - wide) / 2 + off[0]
            placed.append(Placed(digit, round(left), round((box - high) / 2 + off[1])))
        return placed


def draw_hand(
    digits: Dataset, height: float, pen: float, rng: np.random.Generator, habits: float = 0.0
) -> Hand:
    """Anybody's hand, with the shapes of one writer where it is known who wrote what.

    Args:
        digits: labelled; whose hands there are.
        height: of the digits, in pixels.
        pen: width of the strokes, as a share of the height.
        rng: where the chances come from.
        habits: share of those who cross their sevens.
    """
    return Hand(
        _of_one_writer(digits, rng),
        height,
        max(1.2, pen * height),
        float(rng.normal(0, 0.12)),
        float(rng.uniform(0.3, 1.0)),
        bool(rng.random() < habits),
    )


def _of_one_writer(digits: Dataset, rng: np.random.Generator) -> Dataset:
    """The digits of somebody who wrote all ten; all digits where no such one is found."""
    assert digits.labels is not None
    if digits.writers is None:
        return digits
    for _ in range(_TRIES):
        writer = digits.writers[rng.integers(len(digits))]
        chosen = np.flatnonzero(digits.writers == writer)
        if len(np.unique(digits.labels[chosen])) == 10:
            return digits.subset(chosen)
    return digits
