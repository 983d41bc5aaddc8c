"""What the line net learns from: rows of made pages as reading finds them, and what they say."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Uint8Array
from inkdigits.data import Dataset
from inkdigits.pages import MadePage, make_page
from inkdigits.reading import DIGIT_HEIGHT, STRIP_HEIGHT, InkNet, find_strips
from inkdigits.training._contrast import to_levels

_LEVEL = 0.5 * DIGIT_HEIGHT  # pixels that the middle of a row's digit may be off the strip's


@dataclass(frozen=True, eq=False)
class LabelledStrip:
    """A row of a page.

    Attributes:
        contrast: (40, W) int8, the local contrast: see `to_levels`.
        ink: (40, W) uint8, what the ink net takes for digits' ink, 255 for all.
        digits: (D,) uint8, from left to right, those of a neighbouring row too that the strip
            reaches; none where there are but words or smudges.
    """

    contrast: npt.NDArray[np.int8]
    ink: Uint8Array
    digits: Uint8Array


def make_strips(digits: Dataset, category: str, seeds: range) -> list[LabelledStrip]:
    """Make pages, look at them as reading does, and cut out their rows.

    Args:
        digits: labelled, whose shapes are written on the pages.
        category: of the pages.
        seeds: one for each page.
    """
    pages = (make_page(digits, category, zlib.crc32(b"line net") + seed) for seed in seeds)
    return [strip for page in pages for strip in _strips_of(page)]


@cache
def _ink_net() -> InkNet:
    return InkNet(threads=1)  # each process makes pages of its own


def _strips_of(page: MadePage) -> Iterator[LabelledStrip]:
    gray = np.asarray(cv2.cvtColor(page.picture, cv2.COLOR_RGB2GRAY), np.uint8)
    boxes = np.array([digit.box for line in page.lines for digit in line.digits], np.float64)
    labels = np.array([digit.label for line in page.lines for digit in line.digits], np.uint8)
    middles = boxes[:, :2] + boxes[:, 2:] / 2
    for strip in find_strips(gray, page.quarter, _ink_net()):
        x, y = strip.from_page(middles).T
        width = strip.channels.shape[2]
        within = np.flatnonzero((np.abs(y - STRIP_HEIGHT / 2) < _LEVEL) & (x > 0) & (x < width))
        ink = np.clip(np.rint(strip.channels[1] * 255), 0, 255)
        order = within[np.argsort(x[within])]
        yield LabelledStrip(to_levels(strip.channels[0]), ink.astype(np.uint8), labels[order])
