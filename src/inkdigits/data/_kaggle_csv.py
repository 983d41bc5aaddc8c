"""The CSV of Kaggle's "Digit Recognizer": `label,pixel0,...,pixel783`, or without `label`."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Uint8Array
from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._table import parse_table
from inkdigits.errors import InputError
from inkdigits.files import atomic_path

_PIXELS = [f"pixel{number}" for number in range(784)]

_BLOCK = 1 << 20  # bytes read at a time; what parsing needs on top is some 15 times that
_LONGEST_LINE = 1 << 16  # a row of 785 cells is under 4 kB
_HEADER_WANTED = "wanted label,pixel0,...,pixel783 in this order, or the same without label"
_TEXTS = [str(value) for value in range(256)]


def load_kaggle_csv(path: Path) -> Split:
    """Read Kaggle's `train.csv`, or its `test.csv`, which has no labels.

    The file is read in blocks, so memory holds the digits (784 bytes each) and little more.

    Args:
        path: the CSV file.

    Returns:
        All its digits as the training part; labels None where the file has no such column.

    Raises:
        InputError: a column is missing or misplaced, or a cell holds anything but a whole number
            from 0 to 255 (label: 0 to 9); the message names the row and the column.
    """
    pixels, labels = bytearray(), bytearray()
    try:
        with path.open("rb") as file:
            columns = _read_header(file, path)
            for rows in _parse_blocks(file, columns, path):
                pixels += rows[:, -784:].tobytes()
                labels += rows[:, :-784].tobytes()
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror}") from problem
    if not pixels:
        raise InputError(f"{path}: holds a header but no digits; wanted a row for each digit")
    return Split(
        Dataset(
            images=np.frombuffer(pixels, np.uint8).reshape(-1, 28, 28),
            labels=np.frombuffer(labels, np.uint8) if labels else None,
            name=path.stem,
            source=f"Kaggle Digit Recognizer CSV, {path}",
        ),
        None,
    )


def write_kaggle_csv(path: Path, dataset: Dataset) -> None:
    """Write `dataset` as Kaggle's CSV, atomically; without labels it takes the test form."""
    with atomic_path(path) as temporary, temporary.open("w", encoding="ascii", newline="\n") as out:
        columns = _PIXELS if dataset.labels is None else ["label", *_PIXELS]
        out.write(",".join(columns) + "\n")
        for index, image in enumerate(dataset.images):
            cells = [_TEXTS[value] for value in image.ravel().tolist()]
            if dataset.labels is not None:
                cells.insert(0, _TEXTS[dataset.labels[index]])
            out.write(",".join(cells) + "\n")


def _read_header(file: BinaryIO, path: Path) -> list[str]:
    line = file.readline(_LONGEST_LINE).decode("utf-8-sig", "replace")
    if not line.strip():
        raise InputError(f"{path}: got an empty file or an empty first line; {_HEADER_WANTED}")
    found = [_bare(cell) for cell in line.split(",")]
    wanted = ["label", *_PIXELS] if found[0] == "label" else _PIXELS
    if found == wanted:
        return wanted
    missing = next((column for column in wanted if column not in found), None)
    if missing is not None:
        raise InputError(f"{path}: its header has no column {missing}; {_HEADER_WANTED}")
    place = next(i for i, pair in enumerate(zip_longest(found, wanted)) if pair[0] != pair[1])
    raise InputError(
        f"{path}: column {place + 1} of its header is {found[place][:20]!r}; {_HEADER_WANTED}"
    )


def _parse_blocks(file: BinaryIO, columns: list[str], path: Path) -> Iterator[Uint8Array]:
    """Yield the rows, (n, columns) uint8, block by block."""
    limits = [9 if column == "label" else 255 for column in columns]
    row, line = 1, 2  # of the next block's first row, counted from 1; the header is line 1
    for block in _whole_lines(file, path):
        table = parse_table(block.replace(b"\r\n", b"\n"), ",", len(columns))
        if table is None or (table > limits).any():
            table = _parse_slowly(block, columns, (row, line), path)
        row += len(table)
        line += block.count(b"\n")
        yield table.astype(np.uint8)


def _whole_lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """The rest of the file in blocks that end where a line ends."""
    rest = b""
    while chunk := file.read(_BLOCK):
        cut = chunk.rfind(b"\n") + 1
        if cut:
            yield rest + chunk[:cut]
            rest = chunk[cut:]
        else:
            rest += chunk
        if len(rest) > _LONGEST_LINE:
            raise InputError(
                f"{path}: has a line of more than {_LONGEST_LINE} bytes, wanted a row of 784 or "
                "785 numbers; is it a CSV file?"
            )
    if rest:
        yield rest + b"\n"


def _parse_slowly(
    block: bytes, columns: list[str], first: tuple[int, int], path: Path
) -> npt.NDArray[np.int32]:
    """Read a block that is not plain, cell by cell: blank lines, spaces and quotes are let pass.

    Args:
        block: whole lines.
        columns: their names.
        first: row and line number of its first line.
        path: for the message.

    Raises:
        InputError: with the row and the column of the first cell that is wrong.
    """
    row, first_line = first
    rows: list[list[int]] = []
    for line, text in enumerate(block.decode("utf-8", "replace").split("\n"), first_line):
        if not text.strip():
            continue
        place = f"{path}: row {row + len(rows)} (line {line})"
        cells = text.split(",")
        if len(cells) != len(columns):
            raise InputError(
                f"{place}: got {len(cells)} cells, wanted {len(columns)}, one for each column"
            )
        rows.append([_number(cell, name, place) for cell, name in zip(cells, columns, strict=True)])
    return np.array(rows, np.int32).reshape(-1, len(columns))


def _number(cell: str, column: str, place: str) -> int:
    text = _bare(cell)
    most = 9 if column == "label" else 255
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if not 0 <= value <= most:
        got = repr(text[:20]) if text else "an empty cell"
        raise InputError(
            f"{place}, column {column}: got {got}, wanted a whole number from 0 to {most}"
        )
    return value


def _bare(cell: str) -> str:
    return cell.strip().strip('"').strip()
