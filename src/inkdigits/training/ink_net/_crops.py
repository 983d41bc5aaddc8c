"""What the ink net learns from: squares cut out of made pages, with what is to be found in them."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages import MadePage
from inkdigits.preprocess import local_contrast
from inkdigits.reading import SIZE_UNIT
from inkdigits.training._contrast import to_levels

SIDE = 192
"""Pixels along the edge of a crop."""

MOST_DIGITS = 128
"""Digits of a page that are told apart."""

_SIZES = 14.0, 100.0  # pixels of the usual digit's longer side in a crop
_SEEN = 11.0, 72.0  # pixels of the digits that are to be found; others belong to other crops
_LARGEST_SCALE = 1.5  # beyond which a page enlarged is but blurred
_NEAR_A_DIGIT = 0.85  # share of the crops
_MOST_CROPS = 6  # of one page in one size


_Map = npt.NDArray[np.int8] | Uint8Array


@dataclass(frozen=True, eq=False)
class Crops:
    """Squares of pages.

    Attributes:
        contrast: (N, 192, 192) int8, the local contrast: see `to_levels`.
        ink: (N, 192, 192) uint8, how much of each pixel is a digit's ink, 255 for all.
        owners: (N, 192, 192) uint8, number of the digit, 1 to 128; 0 for none.
        digits: (N, 129, 4) float32, of each digit by its number: x and y of its box's middle,
            the base-2 logarithm of its longer side in units of 28 pixels, and its label.
    """

    contrast: npt.NDArray[np.int8]
    ink: Uint8Array
    owners: Uint8Array
    digits: FloatArray

    def __len__(self) -> int:
        return len(self.contrast)


def cut_crops(page: MadePage, rng: np.random.Generator) -> Crops:
    """Cut squares out of a page, in a size drawn by chance; more out of a larger page."""
    gray = cv2.cvtColor(page.picture, cv2.COLOR_RGB2GRAY)
    boxes = np.array([digit.box for line in page.lines for digit in line.digits], np.float64)
    labels = np.array([digit.label for line in page.lines for digit in line.digits])
    sizes = boxes[:, 2:].max(axis=1)
    wanted = float(np.exp(rng.uniform(*np.log(_SIZES))))
    scale = min(wanted / float(np.median(sizes)), _LARGEST_SCALE)
    gray, ink, owners = _scaled([np.asarray(gray, np.uint8), page.ink, page.owners], scale)
    least, most = _SEEN
    unseen = np.flatnonzero((sizes * scale < least) | (sizes * scale > most)) + 1
    elsewhere = np.isin(owners, unseen) | (owners > MOST_DIGITS)
    owners[elsewhere] = 0
    # The soft edges of their strokes lie beyond what they own.
    near = cv2.dilate(elsewhere.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    ink[near & (owners == 0)] = 0
    maps = to_levels(local_contrast(gray)), ink, owners
    middles = (boxes[:, :2] + boxes[:, 2:] / 2) * scale
    digits = np.column_stack([middles, np.log2(sizes * scale / SIZE_UNIT), labels])[:MOST_DIGITS]
    cut = [_cut(maps, digits, _corner(middles, maps[0].shape, rng)) for _ in range(_count(maps[0]))]
    return Crops(*(np.stack(part) for part in zip(*cut, strict=True)))


def join(crops: list[Crops]) -> Crops:
    """All of them in one."""
    return Crops(
        np.concatenate([one.contrast for one in crops]),
        np.concatenate([one.ink for one in crops]),
        np.concatenate([one.owners for one in crops]),
        np.concatenate([one.digits for one in crops]),
    )


def _scaled(maps: list[Uint8Array], scale: float) -> list[Uint8Array]:
    """Grey levels, ink and owners in another size; the last by the nearest pixel."""
    size = [max(8, round(side * scale)) for side in maps[0].shape[::-1]]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    methods = (method, method, cv2.INTER_NEAREST)
    return [
        np.asarray(cv2.resize(one, size, interpolation=how), np.uint8)
        for one, how in zip(maps, methods, strict=True)
    ]


def _count(contrast: _Map) -> int:
    return int(np.clip(np.ceil(1.2 * contrast.size / SIDE**2), 1, _MOST_CROPS))


def _corner(
    middles: npt.NDArray[np.float64], shape: tuple[int, ...], rng: np.random.Generator
) -> tuple[int, int]:
    """Left and top of a crop; a page that is smaller comes into its middle."""
    around = rng.uniform(0, 1, 2) * shape[::-1]
    if rng.random() < _NEAR_A_DIGIT:
        around = middles[rng.integers(len(middles))] + rng.uniform(-0.4, 0.4, 2) * SIDE
    left, top = (
        int(np.clip(place - SIDE / 2, 0, side - SIDE)) if side > SIDE else (side - SIDE) // 2
        for place, side in zip(around, shape[::-1], strict=True)
    )
    return left, top


def _cut(
    maps: tuple[_Map, _Map, _Map], digits: npt.NDArray[np.float64], corner: tuple[int, int]
) -> tuple[npt.NDArray[Any], ...]:
    borders = (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_CONSTANT)
    cut = [_window(one, corner, how) for one, how in zip(maps, borders, strict=True)]
    table = np.zeros((MOST_DIGITS + 1, 4), np.float32)
    table[1 : len(digits) + 1] = digits
    table[1 : len(digits) + 1, :2] -= corner
    return *cut, table


def _window(map_: _Map, corner: tuple[int, int], border: int) -> _Map:
    left, top = corner
    part = map_[max(0, top) : top + SIDE, max(0, left) : left + SIDE]
    before = max(0, -top), max(0, -left)
    after = SIDE - before[0] - part.shape[0], SIDE - before[1] - part.shape[1]
    cut = cv2.copyMakeBorder(part, before[0], after[0], before[1], after[1], border)
    return cut.astype(map_.dtype, copy=False)  # type: ignore[return-value]
