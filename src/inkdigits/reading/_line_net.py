"""The net that reads a row of digits without parting them first."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.reading._session import open_net, side_by_side
from inkdigits.recognizer import usable_cpus

LINE_NET_PATH = Path(__file__).parent / "line.onnx"
"""The file that comes with the package."""

BLANK = 10
"""The class of the columns in which the net says no digit."""

STRIDE = 2
"""Pixels of a strip for each column of the answer."""


class LineNet:
    """The net, ready to run.

    Args:
        path: its ONNX file.
        threads: how many rows it reads at a time; None takes all CPUs that this process may use.
    """

    def __init__(self, path: Path = LINE_NET_PATH, threads: int | None = None) -> None:
        self._session, self._threads = open_net(path), threads or usable_cpus()

    def read(self, rows: Sequence[FloatArray]) -> list[FloatArray]:
        """Say what stands where in each row.

        Args:
            rows: (2, 40, W) float32 each, as a strip has its channels.

        Returns:
            For each row (11, ceil(W / 2)) float32: for each column the natural logarithm of the
            probability that a digit is said there, 0 to 9, or none.
        """
        return side_by_side(self._read_one, rows, self._threads)

    def _read_one(self, channels: FloatArray) -> FloatArray:
        padded = np.pad(channels, ((0, 0), (0, 0), (0, -channels.shape[2] % STRIDE)))
        (said,) = self._session.run(None, {"strip": padded[None]})
        return np.asarray(said[0], np.float32)


@cache
def load_line_net() -> LineNet:
    """The net that comes with the package; opened once."""
    return LineNet()
