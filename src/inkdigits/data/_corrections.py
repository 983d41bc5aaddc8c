"""The table that an audit leaves, with what a person has made of it."""

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._writers import Part
from inkdigits.errors import InputError

DROP = "drop"
"""What to write under `correct` for a digit that shall leave the dataset."""

_COLUMNS = ("part", "index", "label", "correct")
_PARTS: dict[str, Part] = {"train": "train", "test": "test"}
_ANSWERS: dict[str, int | None] = {DROP: None, **{str(digit): digit for digit in range(10)}}


@dataclass(frozen=True)
class Correction:
    """What a person decided on one digit.

    Attributes:
        row: of the table, from 1 for the first below the header.
        part: which part of the dataset the digit is in.
        index: its place there, from 0.
        label: the label it had when it was doubted.
        correct: the right label; None removes the digit.
    """

    row: int
    part: Part
    index: int
    label: int
    correct: int | None


@dataclass(frozen=True)
class CorrectionCounts:
    """What corrections did to a dataset.

    Attributes:
        changed: digits with another label now.
        dropped: digits that are gone.
        confirmed: digits whose label was found right.
    """

    changed: int
    dropped: int
    confirmed: int


def read_corrections(path: Path) -> list[Correction]:
    """Read the rows of an audit's table in which `correct` is filled in.

    Args:
        path: a CSV with the columns part, index, label and correct; others do not matter. A
            spreadsheet's semicolons do as well as commas. `correct` is a digit, "drop", or empty.

    Raises:
        InputError: the file cannot be read, lacks a column, or a row is not as above; the message
            names the row.
    """
    found = [_parse(row, number, path) for number, row in enumerate(_read_table(path), 1)]
    return [correction for correction in found if correction is not None]


def correct_labels(
    split: Split, corrections: list[Correction], path: Path
) -> tuple[Split, CorrectionCounts]:
    """Change labels and remove digits as corrections say.

    Args:
        split: the dataset that was audited.
        corrections: from `read_corrections`.
        path: where they were read, to name in an error.

    Returns:
        The corrected dataset, and what has changed.

    Raises:
        InputError: a correction is about no digit of the dataset, about one that has another
            label, or the second about the same digit; or no digit would remain.
    """
    parts = {"train": split.train, "test": split.test}
    _check(corrections, parts, path)
    corrected = {
        part: dataset and _correct_part(dataset, [c for c in corrections if c.part == part], path)
        for part, dataset in parts.items()
    }
    train = corrected["train"]
    assert train is not None
    counts = CorrectionCounts(
        changed=sum(c.correct not in (None, c.label) for c in corrections),
        dropped=sum(c.correct is None for c in corrections),
        confirmed=sum(c.correct == c.label for c in corrections),
    )
    return Split(train, corrected["test"]), counts


def _read_table(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"{path}: cannot be read: {problem}") from problem
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in header else ",", restval="")
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path}: has no column {missing[0]}; wanted the audit.csv of 'inkdigits audit', with "
            "the column correct filled in"
        )
    return list(reader)


def _parse(row: dict[str, str], number: int, path: Path) -> Correction | None:
    answer, part = row["correct"].strip().lower(), _PARTS.get(row["part"].strip())
    where = f"{path}: row {number}"
    if not answer:
        return None
    if answer not in _ANSWERS:
        raise InputError(
            f"{where}: got {row['correct']!r} under correct, wanted a digit 0 to 9, "
            f"'{DROP}', or nothing"
        )
    if part is None:
        raise InputError(f"{where}: got the part {row['part']!r}, wanted train or test")
    try:
        index, label = int(row["index"]), int(row["label"])
    except ValueError:
        raise InputError(
            f"{where}: got the index {row['index']!r} and the label {row['label']!r}, "
            "wanted whole numbers, as the audit wrote them"
        ) from None
    return Correction(number, part, index, label, _ANSWERS[answer])


def _check(corrections: list[Correction], parts: dict[str, Dataset | None], path: Path) -> None:
    seen: dict[tuple[str, int], int] = {}
    for one in corrections:
        dataset, where = parts[one.part], f"{path}: row {one.row}"
        if dataset is None or dataset.labels is None:
            raise InputError(
                f"{where}: is about a {one.part} part, and the dataset has no such with labels; "
                "name the dataset that was audited"
            )
        if not 0 <= one.index < len(dataset):
            raise InputError(
                f"{where}: is about digit {one.index}, and {dataset.name} has those from 0 to "
                f"{len(dataset) - 1}; name the dataset that was audited"
            )
        if dataset.labels[one.index] != one.label:
            raise InputError(
                f"{where}: says that digit {one.index} has the label {one.label}, and in "
                f"{dataset.name} it has {dataset.labels[one.index]}; name the dataset that was "
                "audited"
            )
        first = seen.setdefault((one.part, one.index), one.row)
        if first != one.row:
            raise InputError(
                f"{where}: is about digit {one.index}, and so is row {first}; leave one of them out"
            )


def _correct_part(dataset: Dataset, corrections: list[Correction], path: Path) -> Dataset:
    if not corrections or dataset.labels is None:
        return dataset
    labels, kept = dataset.labels.copy(), np.ones(len(dataset), bool)
    for one in corrections:
        if one.correct is None:
            kept[one.index] = False
        else:
            labels[one.index] = one.correct
    if not kept.any():
        raise InputError(f"{path}: drops every digit of {dataset.name}; wanted some to remain")
    return replace(dataset, labels=labels).subset(np.flatnonzero(kept))
