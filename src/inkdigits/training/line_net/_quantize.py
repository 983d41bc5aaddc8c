"""The line net in bytes, as it ships: a third of the size, and faster on most processors."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkdigits.reading import STRIDE
from inkdigits.training._int8 import inner_convolutions, write_int8
from inkdigits.training.line_net._batches import to_channels
from inkdigits.training.line_net._strips import LabelledStrip


def quantize_line_net(source: Path, target: Path, strips: Sequence[LabelledStrip]) -> None:
    """Write the int8 variant of an exported line net.

    Args:
        source: the `.onnx` file in float32.
        target: the `.onnx` file to write.
        strips: to find the scales with; some hundred will do.
    """
    write_int8(source, target, map(_input, strips), inner_convolutions)


def _input(strip: LabelledStrip) -> dict[str, npt.NDArray[np.float32]]:
    channels = to_channels(strip)
    even = channels.shape[2] // STRIDE * STRIDE
    return {"strip": np.ascontiguousarray(channels[None, :, :, :even])}
