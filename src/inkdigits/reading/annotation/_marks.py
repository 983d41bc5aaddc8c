"""The strokes and letters that are drawn over a page."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkdigits.arrays import Uint8Array
from inkdigits.reading._page import Box

Colour = tuple[int, int, int]
Stroke = Literal["solid", "dashed", "dotted"]

# Lengths of a dash and of the gap after it, in widths of the stroke.
_DASHES = {"dashed": (6, 4), "dotted": (2, 3)}
# Grey levels between the page and what is drawn faintly.
_FAINT = 80
# Height and width of a digit in Pillow's own typeface (Aileron), per font size.
_DIGIT_HEIGHT, _DIGIT_WIDTH = 0.74, 0.575

LABEL_WIDTH = _DIGIT_WIDTH / _DIGIT_HEIGHT
"""Width of a label of one digit, as a share of its height."""


@dataclass(frozen=True)
class Palette:
    """Colours that stand out from a page, and from each other in every kind of colour vision.

    Source: Okabe and Ito, Color Universal Design, 2008.

    Attributes:
        sure: for what is sure.
        doubtful: for what is to be checked.
        halo: around letters, so that they can be read on any ground.
    """

    sure: Colour
    doubtful: Colour
    halo: Colour

    def of(self, doubtful: bool) -> tuple[Colour, Stroke]:
        """What to draw with: doubt shows by more than colour."""
        return (self.doubtful, "dashed") if doubtful else (self.sure, "solid")


_ON_LIGHT = Palette((0, 114, 178), (213, 94, 0), (255, 255, 255))
_ON_DARK = Palette((86, 180, 233), (240, 178, 20), (0, 0, 0))


def palette_for(picture: Uint8Array) -> Palette:
    """The colours for a light page, or for a blackboard."""
    return _ON_DARK if np.median(picture[::8, ::8]) < 110 else _ON_LIGHT


def faint_on(image: Image.Image, box: Box) -> Colour:
    """A grey that can just be told from what is in a box."""
    left, top, width, height = box
    part = np.asarray(image.crop((left, top, left + max(width, 1), top + max(height, 1))))
    level = int(np.median(part))
    grey = level - _FAINT if level > 110 else level + _FAINT
    return grey, grey, grey


def draw_box(image: Image.Image, box: Box, colour: Colour, stroke: Stroke, width: int) -> None:
    """Draw a rectangle's outline, inside the box."""
    left, top = box[0], box[1]
    right, bottom = left + max(box[2], 2 * width), top + max(box[3], 2 * width)
    draw = ImageDraw.Draw(image)
    if stroke == "solid":
        draw.rectangle((left, top, right - 1, bottom - 1), outline=colour, width=width)
        return
    for start, end in _dashes(left, right, width, stroke):
        draw.rectangle((start, top, end, top + width - 1), fill=colour)
        draw.rectangle((start, bottom - width, end, bottom - 1), fill=colour)
    for start, end in _dashes(top, bottom, width, stroke):
        draw.rectangle((left, start, left + width - 1, end), fill=colour)
        draw.rectangle((right - width, start, right - 1, end), fill=colour)


def _dashes(start: int, end: int, width: int, stroke: Stroke) -> list[tuple[int, int]]:
    """First and last pixel of each dash; one at either end, so that corners are corners."""
    dash, gap = (n * width for n in _DASHES[stroke])
    length = end - start
    count = max(1, round((length + gap) / (dash + gap)))
    if count == 1:
        return [(start, end - 1)]
    step = (length - dash) / (count - 1)
    return [(start + round(i * step), start + round(i * step) + dash - 1) for i in range(count)]


def write_label(
    image: Image.Image, text: str, box: Box, height: float, colour: Colour, halo: Colour
) -> None:
    """Write a digit, `height` pixels high, into a box."""
    font = ImageFont.load_default(height / _DIGIT_HEIGHT)
    middle = box[0] + box[2] / 2, box[1] + box[3]
    stroke = max(1, round(height / 10))
    ImageDraw.Draw(image).text(
        middle, text, colour, font, anchor="ms", stroke_width=stroke, stroke_fill=halo
    )
