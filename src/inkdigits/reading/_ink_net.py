"""The net that finds the ink of digits on a page, whatever else is on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.preprocess import local_contrast
from inkdigits.reading._session import open_net, side_by_side
from inkdigits.recognizer import usable_cpus

INK_NET_PATH = Path(__file__).parent / "ink.onnx"
"""The file that comes with the package."""

CELL = 4
"""Pixels along the edge of a cell, for which the net says once where its digit is."""

OFFSET_UNIT = 16.0
"""Pixels for which the net says 1 when it says how far a digit's middle is."""

SIZE_UNIT = 28.0
"""Pixels that a digit is large where the net says 0; 1 more is twice as large."""

_STEP = 8  # the net halves a page three times
_REACH = 96  # rows beyond which nothing changes what the net says of a pixel; a multiple of _STEP
_WORTH_A_THREAD = 320  # rows that make up for looking at twice _REACH more


@dataclass(frozen=True, eq=False)
class Traces:
    """What the net says of a page.

    Attributes:
        contrast: (H, W) float32, the page as the net sees it: see `local_contrast`.
        ink: (H, W) float32, how much of each pixel is covered by a digit's strokes, 0 to 1.
        centers: (2, H/4, W/4) float32, x and y in pixels of the middle of the digit whose ink each
            cell holds; has no meaning in cells without ink.
        sizes: (H/4, W/4) float32, the longer side of that digit's ink in pixels.
        digits: (10, H/4, W/4) float32, logits of each digit being there.
    """

    contrast: FloatArray
    ink: FloatArray
    centers: FloatArray
    sizes: FloatArray
    digits: FloatArray


class InkNet:
    """The net, ready to run.

    Args:
        path: its ONNX file.
        threads: how many parts of pages it looks at at a time; None takes all CPUs that this
            process may use.
    """

    def __init__(self, path: Path = INK_NET_PATH, threads: int | None = None) -> None:
        self._session, self._threads = open_net(path), threads or usable_cpus()

    def find(self, pages: Sequence[Uint8Array]) -> list[Traces]:
        """Find the digits' ink on pages, or on one page in several sizes.

        Args:
            pages: (H, W) uint8 each, dark on light or light on dark, in any of the four quarter
                turns. Digits of 11 to 72 pixels are found.
        """
        seen = side_by_side(_prepare, pages, self._threads)
        bands = [_part(len(padded), self._threads) for _, padded in seen]
        jobs = [
            (padded, band) for (_, padded), mine in zip(seen, bands, strict=True) for band in mine
        ]
        found = iter(side_by_side(lambda job: self._look(*job), jobs, self._threads))
        return [
            _to_traces(contrast, [next(found) for _ in mine])
            for (contrast, _), mine in zip(seen, bands, strict=True)
        ]

    def _look(self, padded: FloatArray, band: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
        """What the net says of a band of a page, which it sees with all that it depends on."""
        start, stop = band
        first = max(0, start - _REACH)
        seen = padded[first : stop + _REACH]
        ink, votes = self._session.run(None, {"contrast": seen[None, None]})
        low, high = start - first, stop - first
        return ink[0, :, low:high], votes[0, :, low // CELL : high // CELL]


def _prepare(gray: Uint8Array) -> tuple[FloatArray, FloatArray]:
    """The contrast of a page; and with sides that the net can halve as often as it does."""
    height, width = gray.shape
    contrast = local_contrast(gray)
    below, right = -height % _STEP, -width % _STEP
    padded = cv2.copyMakeBorder(contrast, 0, below, 0, right, cv2.BORDER_REPLICATE)
    return contrast, np.asarray(padded, np.float32)


def _part(rows: int, most: int) -> list[tuple[int, int]]:
    """Bands of a page, from which row to which: so many at most, each worth a thread."""
    count = max(1, min(most, rows // _WORTH_A_THREAD))
    edges = [rows * k // count // _STEP * _STEP for k in range(count)]
    return list(pairwise([*edges, rows]))


def _to_traces(contrast: FloatArray, bands: Sequence[tuple[FloatArray, FloatArray]]) -> Traces:
    ink, votes = (np.concatenate(parts, axis=1) for parts in zip(*bands, strict=True))
    height, width = contrast.shape
    rows, columns = (np.arange(side, dtype=np.float32) for side in votes.shape[1:])
    middles = np.stack(np.meshgrid(columns, rows)) * CELL + np.float32((CELL - 1) / 2)
    centers = middles + votes[:2] * np.float32(OFFSET_UNIT)
    return Traces(
        contrast,
        ink[0, :height, :width],
        np.asarray(centers, np.float32),
        np.float32(SIZE_UNIT) * np.exp2(votes[2]),
        votes[3:],
    )


@cache
def load_ink_net() -> InkNet:
    """The net that comes with the package; opened once."""
    return InkNet()
