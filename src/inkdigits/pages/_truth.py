"""What stands on a made page."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Uint8Array

Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels."""


@dataclass(frozen=True)
class MadeDigit:
    """One digit on a made page.

    Attributes:
        label: 0 to 9.
        box: of its ink.
    """

    label: int
    box: Box


@dataclass(frozen=True)
class MadeLine:
    """One number on a made page.

    Attributes:
        digits: from left to right as they are read.
    """

    digits: tuple[MadeDigit, ...]

    @property
    def text(self) -> str:
        """The number."""
        return "".join(str(digit.label) for digit in self.digits)

    @property
    def box(self) -> Box:
        """Around all its digits."""
        left = min(digit.box[0] for digit in self.digits)
        top = min(digit.box[1] for digit in self.digits)
        right = max(digit.box[0] + digit.box[2] for digit in self.digits)
        bottom = max(digit.box[1] + digit.box[3] for digit in self.digits)
        return left, top, right - left, bottom - top


@dataclass(frozen=True, eq=False)
class MadePage:
    """A picture of a page, and what is on it.

    Attributes:
        picture: (H, W, 3) uint8 RGB.
        lines: from top to bottom as they are read.
        category: name of its category.
        seed: what it was made with.
        quarter: quarter turns, counter-clockwise, that the picture was turned by.
        ink: (H, W) uint8, the share of each pixel that belongs to a digit's strokes, 255 for all.
        owners: (H, W) uint8, whose strokes they are: the number of the digit, counted from 1
            through all lines; 0 for none.
    """

    picture: Uint8Array
    lines: tuple[MadeLine, ...]
    category: str
    seed: int
    quarter: int
    ink: Uint8Array
    owners: Uint8Array

    def to_json(self) -> dict[str, Any]:
        """The truth as a JSON object."""
        return {
            "category": self.category,
            "seed": self.seed,
            "quarter": self.quarter,
            "lines": [
                {
                    "text": line.text,
                    "box": list(line.box),
                    "digits": [{"digit": d.label, "box": list(d.box)} for d in line.digits],
                }
                for line in self.lines
            ],
        }


def warped_box(outline: npt.NDArray[np.float64], matrix: npt.NDArray[np.float64]) -> Box:
    """The box of points after a homography.

    Args:
        outline: (N, 2), x and y.
        matrix: (3, 3).
    """
    moved = np.column_stack([outline, np.ones(len(outline))]) @ matrix.T
    places = moved[:, :2] / moved[:, 2:]
    left, top = np.floor(places.min(axis=0)).astype(int)
    right, bottom = np.ceil(places.max(axis=0)).astype(int)
    return int(left), int(top), int(right - left + 1), int(bottom - top + 1)
