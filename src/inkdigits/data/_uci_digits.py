from functools import cache
from pathlib import Path

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.data._dataset import Dataset, Split
from inkdigits.preprocess import adapt_strokes, crop, place

_FILE = Path(__file__).parent / "uci_digits.npz"
_SOURCE = "UCI handwritten digits (Alpaydin and Kaynak), 8×8 brought to 28×28; in the package"
_TRAINING = 1297

_FULL_INK = 16  # a cell of the 8×8 grid counts the inked pixels of a 4×4 block
_FINE = 8  # fine pixels along a cell's edge
_CORRECTIONS = 3  # more make the strokes blotchy, fewer close the loops of small sixes and eights
_STEEPNESS = 2.5  # of the stroke's edge


@cache
def load_uci_digits() -> Split:
    """The digits that come with the package: 1,297 to train on and 500 to test on.

    Real handwriting of 13 people at 8×8 pixels, smoothly enlarged and brought to MNIST's field
    (20×20 box, centre of mass). The first 1,297 train and the last 500 test, in the order of
    scikit-learn's copy. They stand in where MNIST cannot be had; figures reached on them say
    nothing about MNIST.
    """
    with np.load(_FILE, allow_pickle=False) as arrays:
        cells, labels = arrays["images"], arrays["labels"]
    digits = Dataset(_enlarge(cells), labels, "uci-digits", _SOURCE)
    order = np.arange(len(digits))
    return Split(
        digits.subset(order[:_TRAINING], "uci-digits-train"),
        digits.subset(order[_TRAINING:], "uci-digits-test"),
    )


def _enlarge(cells: Uint8Array) -> Images:
    """Bring (N, 8, 8) ink counts, 0 to 16, to (N, 28, 28) uint8 as MNIST has it.

    Cubic enlargement alone blurs small loops shut. So the fine picture is counted back into cells
    and corrected by what they lack (iterative back-projection: Irani and Peleg, "Improving
    resolution by image registration", 1991), with an edge between ink and paper as pens leave it.
    """
    ink = np.pad(cells.astype(np.float32) / _FULL_INK, ((0, 0), (1, 1), (1, 1)))
    side = ink.shape[1]
    one = np.eye(side, dtype=np.float32)
    up = cv2.resize(one, (side, side * _FINE), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    count = np.repeat(one / _FINE, _FINE, axis=1)
    level: FloatArray = (up @ ink @ up.T).astype(np.float32)
    for _ in range(_CORRECTIONS):
        level += up @ (ink - count @ _edge(level) @ count.T) @ up.T
    fine = np.rint(_edge(level) * 255).astype(np.uint8)
    return np.stack([place(adapt_strokes(crop(digit))) for digit in fine])


def _edge(level: FloatArray) -> FloatArray:
    """Ink, 0 to 1, with a steep ramp where half a cell is inked."""
    ramp: FloatArray = (level - 0.5) * _STEEPNESS + 0.5
    return ramp.clip(0, 1)
