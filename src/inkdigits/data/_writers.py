import gzip
import zlib
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels
from inkdigits.data._locate import find_file
from inkdigits.data._table import parse_table
from inkdigits.errors import InputError

Part = Literal["train", "test"]

WRITER_FILES: dict[Part, str] = {
    "train": "qmnist-train-labels.tsv",
    "test": "qmnist-test-labels.tsv",
}

# class, NIST series, writer, index for this writer, NIST class, NIST index, duplicate, unused
_COLUMNS = 8
_CLASS, _WRITER = 0, 2
_MOST_BYTES = 16 << 20  # the real ones decompress to 1.5 MB


def find_writers(part: Part) -> Path | None:
    """Where QMNIST's extended labels lie on this machine; None where they do not."""
    return find_file(WRITER_FILES[part], "qmnist")


def read_writers(path: Path, labels: Labels) -> npt.NDArray[np.int32]:
    """Who wrote each MNIST digit, from QMNIST's extended labels.

    Source: Yadav and Bottou, "Cold Case: The Lost MNIST Digits", 2019
    (https://github.com/facebookresearch/qmnist).

    Args:
        path: `qmnist-train-labels.tsv` or `qmnist-test-labels.tsv`, plain or gzip.
        labels: (N,) uint8, MNIST's own labels, which the file's first N rows have to match.

    Returns:
        (N,) int32, numbers of the writers of NIST's Special Database 19.

    Raises:
        InputError: the file is damaged, or it is not about these digits.
    """
    table = parse_extended_labels(read_text(path), path)[: len(labels)]
    if len(table) < len(labels):
        raise InputError(
            f"{path}: holds {len(table)} lines, wanted one for each of {len(labels)} digits; "
            "fetch or copy it again"
        )
    differs = np.flatnonzero(table[:, _CLASS] != labels)
    if len(differs):
        row = int(differs[0])
        raise InputError(
            f"{path}: does not belong to these digits: its line {row + 1} says class "
            f"{table[row, _CLASS]}, the digit's label is {labels[row]}"
        )
    return table[:, _WRITER].copy()


def parse_extended_labels(text: bytes, path: Path) -> npt.NDArray[np.int32]:
    """The (N, 8) int32 of QMNIST's extended labels; InputError when `text` is not that."""
    table = parse_table(text, "\t", _COLUMNS)
    if table is None:
        raise InputError(
            f"{path}: not QMNIST's extended labels, which are lines of {_COLUMNS} whole numbers "
            "with tabs between; fetch or copy it again"
        )
    return table


def read_text(path: Path) -> bytes:
    """The bytes of a plain or gzip file; InputError when it is missing or damaged."""
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if compressed else path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError(f"{path}: cannot be read: {problem}; fetch or copy it again") from problem
