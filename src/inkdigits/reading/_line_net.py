"""The net that reads a row of digits without parting them first."""

from functools import cache
from pathlib import Path

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.reading._session import open_net

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
    """

    def __init__(self, path: Path = LINE_NET_PATH) -> None:
        self._session = open_net(path)

    def read(self, channels: FloatArray) -> FloatArray:
        """Say what stands where in a row.

        Args:
            channels: (2, 40, W) float32, as a strip has them.

        Returns:
            (11, ceil(W / 2)) float32: for each column the natural logarithm of the probability
            that a digit is said there, 0 to 9, or none.
        """
        padded = np.pad(channels, ((0, 0), (0, 0), (0, -channels.shape[2] % STRIDE)))
        (said,) = self._session.run(None, {"strip": padded[None]})
        return np.asarray(said[0], np.float32)


@cache
def load_line_net() -> LineNet:
    """The net that comes with the package; opened once."""
    return LineNet()
