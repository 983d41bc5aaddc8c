"""What stands around the numbers: words, signs, ticks and smudges."""

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages._grain import absorb
from inkdigits.pages._marks import arrow, bracket, long_line, tick_or_cross
from inkdigits.pages._pen import Pen
from inkdigits.pages._scrawl import scrawl
from inkdigits.pages._stains import hole, ring, smudge, staple
from inkdigits.pages._typefaces import Print
from inkdigits.pages._words import SIGNS, TEXT, WORDS, penned, printed

_TRIES = 30

_Array = TypeVar("_Array", FloatArray, Uint8Array)


@dataclass(frozen=True, eq=False)
class Clutter:
    """A sheet that still has places free.

    Attributes:
        paper: (H, W, 3) float32, 0 to 1; is printed and smudged.
        strokes: (H, W) float32, what the page's pen writes beside digits; is written on.
        taken: (H, W) uint8, not 0 where nothing more may go; grows.
        height: of the digits, in pixels.
        pen: what ticks are drawn and words written with.
        part: whose typefaces.
    """

    paper: FloatArray
    strokes: FloatArray
    taken: Uint8Array
    height: float
    pen: Pen
    part: Print

    def scatter(self, rng: np.random.Generator, varied: bool) -> None:
        """Put some of everything where there is nothing yet.

        Args:
            rng: where the chances come from.
            varied: whether there are also written words, arrows, small print, rings and holes.
        """
        plain = (self._word, self._sign, self._tick, self._smudge)
        more = (self._written, self._written, self._scrawl, self._small_print, self._line)
        odd = (self._arrow, self._bracket, self._ring, self._hole, self._staple)
        kinds = plain + more + odd if varied else plain
        count = rng.integers(0, 10) if varied else rng.integers(2, 7)
        for chosen in rng.integers(len(kinds), size=count):
            kinds[chosen](rng)

    def _word(self, rng: np.random.Generator) -> None:
        self._print(printed(_pick(WORDS, rng), self.part, self._size(rng), rng), rng)

    def _sign(self, rng: np.random.Generator) -> None:
        self._print(printed(_pick(SIGNS, rng), self.part, self._size(rng), rng), rng)

    def _small_print(self, rng: np.random.Generator) -> None:
        size = max(7.0, self.height * rng.uniform(0.25, 0.6))
        first, count = int(rng.integers(len(TEXT))), int(rng.integers(3, 9))
        words = (TEXT * 2)[first:]
        rows = [
            printed(" ".join(words[count * row : count * (row + 1)]) or "-", self.part, size, rng)
            for row in range(rng.integers(1, 5))
        ]
        step = round(1.4 * size)
        block = np.zeros((step * len(rows) + step, max(r.shape[1] for r in rows)), np.float32)
        for number, ink in enumerate(rows):
            foot = step * (number + 1)
            part = block[foot - len(ink) + round(0.2 * size) :][: len(ink)]
            part[: len(ink), : ink.shape[1]] = ink[: len(part)]
        self._print(block, rng)

    def _tick(self, rng: np.random.Generator) -> None:
        self._write(tick_or_cross(self.height * rng.uniform(0.7, 1.2), self._pen(rng), rng), rng)

    def _written(self, rng: np.random.Generator) -> None:
        height = 0.85 * self._size(rng)
        self._write(penned(_pick(WORDS, rng), self.part, height, self._pen(rng), rng), rng)

    def _scrawl(self, rng: np.random.Generator) -> None:
        self._write(scrawl(self.height * rng.uniform(0.3, 0.7), self._pen(rng), rng), rng)

    def _line(self, rng: np.random.Generator) -> None:
        length = self.height * rng.uniform(2, 10)
        ink = long_line(length, self._pen(rng), rng)
        upright = length > 5 * self.height and rng.random() < 0.3  # a shorter one would be a 1
        self._write(ink.T if upright else ink, rng)

    def _arrow(self, rng: np.random.Generator) -> None:
        self._write(arrow(self.height, self._pen(rng), rng), rng)

    def _bracket(self, rng: np.random.Generator) -> None:
        self._write(bracket(self.height * rng.uniform(1.5, 3), self._pen(rng), rng), rng)

    def _smudge(self, rng: np.random.Generator) -> None:
        self._stain(smudge(round(self.height * rng.uniform(0.4, 1.5)), rng), rng)

    def _ring(self, rng: np.random.Generator) -> None:
        side = round(self.height * rng.uniform(2, 6))
        stain = ring(side, rng)
        # A cup stands anywhere, on numbers too.
        rows, columns = (max(1, a - side) for a in self.taken.shape)
        top, left = int(rng.integers(rows)), int(rng.integers(columns))
        part = self.paper[top : top + side, left : left + side]
        absorb(part, stain[: part.shape[0], : part.shape[1]], (0.4, 0.25, 0.1))

    def _hole(self, rng: np.random.Generator) -> None:
        self._stain(hole(round(self.height * rng.uniform(0.5, 1.5)), rng), rng)

    def _staple(self, rng: np.random.Generator) -> None:
        self._stain(staple(round(self.height * rng.uniform(0.8, 1.8)), rng), rng)

    def _size(self, rng: np.random.Generator) -> float:
        return float(self.height * rng.uniform(0.45, 1.1))

    def _pen(self, rng: np.random.Generator) -> float:
        return float(max(1.2, self.pen.width * self.height * rng.uniform(0.8, 1.2)))

    def _print(self, ink: FloatArray, rng: np.random.Generator) -> None:
        self._stain(ink * np.float32(rng.uniform(0.5, 0.95)), rng)

    def _stain(self, cover: FloatArray, rng: np.random.Generator) -> None:
        place = _find(self.taken, cover.shape, rng)
        if place:
            absorb(_part(self.paper, place, cover.shape), cover, (0.0, 0.0, 0.0))

    def _write(self, ink: FloatArray, rng: np.random.Generator) -> None:
        place = _find(self.taken, ink.shape, rng)
        if place:
            part = _part(self.strokes, place, ink.shape)
            np.maximum(part, ink, out=part)


def around(written: FloatArray, height: float) -> Uint8Array:
    """Where words would come too near to what is written, to digits of this height."""
    near = np.ones((round(0.8 * height), round(1.2 * height)), np.uint8)
    return np.asarray(cv2.dilate((written > 0).astype(np.uint8), near), np.uint8)


def _pick(words: tuple[str, ...], rng: np.random.Generator) -> str:
    return words[rng.integers(len(words))]


def _find(
    taken: Uint8Array, size: tuple[int, ...], rng: np.random.Generator
) -> tuple[int, int] | None:
    """Top and left of a free place of this size, which is taken then; None where none was found."""
    rows, columns = taken.shape[0] - size[0], taken.shape[1] - size[1]
    if rows <= 0 or columns <= 0:
        return None
    for _ in range(_TRIES):
        place = int(rng.integers(rows)), int(rng.integers(columns))
        part = _part(taken, place, size)
        if not part.any():
            part[...] = 1
            return place
    return None


def _part(array: _Array, place: tuple[int, int], size: tuple[int, ...]) -> _Array:
    return array[place[0] : place[0] + size[0], place[1] : place[1] + size[1]]
