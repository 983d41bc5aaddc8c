from functools import cache
from pathlib import Path

import cv2
import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.data._dataset import Dataset, Split

_FILE = Path(__file__).parent / "uci_digits.npz"
_TRAINING = 1297
_SOURCE = (
    "UCI handwritten digits (Alpaydin and Kaynak), 8×8 pixels brought to 28×28; in the package"
)

_FULL_INK = 16  # a cell of the 8×8 grid counts the inked pixels of a 4×4 block
_FINE = 16  # fine pixels per cell while the stroke's edge is found
_BOX = 20  # MNIST's digits fit a 20×20 box


@cache
def load_uci_digits() -> Split:
    """The digits that come with the package: 1,297 to train on and 500 to test on.

    Real handwriting of 13 people at 8×8 pixels, brought to MNIST's field: smoothly enlarged, the
    stroke's edge sharpened, fitted to a 20×20 box and placed by its centre of mass in 28×28. The
    first 1,297 train, the last 500 test, in the order of scikit-learn's copy. They stand in where
    MNIST cannot be had; figures reached on them say nothing about MNIST.
    """
    with np.load(_FILE, allow_pickle=False) as arrays:
        images, labels = arrays["images"], arrays["labels"]
    digits = Dataset(np.stack([_enlarge(cells) for cells in images]), labels, "uci-digits", _SOURCE)
    order = np.arange(len(digits))
    return Split(
        digits.subset(order[:_TRAINING], "uci-digits-train"),
        digits.subset(order[_TRAINING:], "uci-digits-test"),
    )


def _enlarge(cells: Uint8Array) -> Images:
    """Bring one digit of (8, 8) ink counts, 0 to 16, to (28, 28) uint8 as MNIST has it."""
    ink = np.pad(cells.astype(np.float32) / _FULL_INK, 1)
    fine = cv2.resize(ink, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_CUBIC)
    # Half ink is where the edge of the stroke runs; a steep ramp there gives back its sharpness.
    fine = np.clip((fine - 0.5) * 4 + 0.5, 0, 1)
    rows, columns = np.flatnonzero(fine.any(axis=1)), np.flatnonzero(fine.any(axis=0))
    fine = fine[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = _BOX / max(fine.shape)
    height, width = (max(1, round(side * scale)) for side in fine.shape)
    digit = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
    return _place(digit)


def _place(digit: np.ndarray) -> Images:
    field = np.zeros((28, 28), np.float32)
    mass = digit.sum()
    row = round(13.5 - (np.arange(digit.shape[0]) @ digit.sum(axis=1)) / mass)
    column = round(13.5 - (np.arange(digit.shape[1]) @ digit.sum(axis=0)) / mass)
    row = min(max(row, 0), 28 - digit.shape[0])
    column = min(max(column, 0), 28 - digit.shape[1])
    field[row : row + digit.shape[0], column : column + digit.shape[1]] = digit
    return np.rint(field * 255).astype(np.uint8)
