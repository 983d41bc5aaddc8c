"""The net that finds the ink of digits on a page, whatever else is on it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.preprocess import local_contrast
from inkdigits.reading._session import open_net

INK_NET_PATH = Path(__file__).parent / "ink.onnx"
"""The file that comes with the package."""

CELL = 4
"""Pixels along the edge of a cell, for which the net says once where its digit is."""

OFFSET_UNIT = 16.0
"""Pixels for which the net says 1 when it says how far a digit's middle is."""

SIZE_UNIT = 28.0
"""Pixels that a digit is large where the net says 0; 1 more is twice as large."""

_STEP = 8  # the net halves a page three times


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
        threads: how many it runs on; None takes all that this process may use.
    """

    def __init__(self, path: Path = INK_NET_PATH, threads: int | None = None) -> None:
        self._session = open_net(path, threads)

    def find(self, gray: Uint8Array) -> Traces:
        """Find the digits' ink.

        Args:
            gray: (H, W) uint8, dark on light or light on dark, in any of the four quarter turns.
                Digits of 11 to 72 pixels are found.
        """
        height, width = gray.shape
        contrast = local_contrast(gray)
        padded = cv2.copyMakeBorder(
            contrast, 0, -height % _STEP, 0, -width % _STEP, cv2.BORDER_REPLICATE
        )
        ink, votes = self._session.run(None, {"contrast": padded[None, None]})
        rows, columns = (np.arange(side, dtype=np.float32) for side in votes.shape[2:])
        middles = np.stack(np.meshgrid(columns, rows)) * CELL + np.float32((CELL - 1) / 2)
        return Traces(
            contrast,
            ink[0, 0, :height, :width],
            middles + votes[0, :2] * np.float32(OFFSET_UNIT),
            np.float32(SIZE_UNIT) * np.exp2(votes[0, 2]),
            votes[0, 3:],
        )


@cache
def load_ink_net() -> InkNet:
    """The net that comes with the package; opened once."""
    return InkNet()
