"""The rows that a page becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from inkdigits.arrays import FloatArray
from inkdigits.reading import Box, ReadPage
from inkdigits.reading.rules import ReadField

Row = dict[str, Any]
TABLES = ("lines", "errors", "pages")
"""The tables of a job, in the order in which a part's are written: with the last it is done."""


@dataclass
class Rows:
    """What came of a part.

    Attributes:
        lines: a row for each line, or each field of a form.
        pages: a row for each page that was read.
        errors: a row for each file that could not be read, or not to its end.
        model: SHA-256 of the recognizer's file.
    """

    model: str
    lines: list[Row] = field(default_factory=list)
    pages: list[Row] = field(default_factory=list)
    errors: list[Row] = field(default_factory=list)

    def add_page(self, file: str, page: int, read: ReadPage) -> None:
        """Take a page; files and pages are named as in the source, pages count from 1."""
        self._add_size(file, page, read.width, read.height, read.rotation, len(read.lines))
        for number, line in enumerate(read.lines, 1):
            row = self._line(file, page, number, line.text, line.confidence, line.box)
            row["digits"] = _digits((d.digit, d.probabilities, d.box) for d in line.digits)
            row["runner_up"] = line.runner_up and line.runner_up[0]
            self.lines.append(row)

    def add_form(
        self, file: str, page: int, size: tuple[int, int], fields: Iterable[ReadField]
    ) -> None:
        """Take a page on which a form's fields were read; `size` is its width and height."""
        fields = tuple(fields)
        self._add_size(file, page, *size, 0, sum(one.text is not None for one in fields))
        for number, one in enumerate(fields, 1):
            row = self._line(file, page, number, one.text, one.confidence, one.box)
            row |= {"field": one.name, "reason": "blank" if one.blank else one.reason}
            row["digits"] = _digits((d.digit, d.probabilities, d.box) for d in one.digits)
            row["runner_up"] = one.runner_up and one.runner_up[0]
            self.lines.append(row)

    def add_error(self, file: str, page: int | None, reason: str) -> None:
        """Take what could not be read: `page` and all behind it, or None for a whole file."""
        self.errors.append({"file": file, "page": page, "reason": reason})

    def _add_size(
        self, file: str, page: int, width: int, height: int, rotation: int, lines: int
    ) -> None:
        row = {"file": file, "page": page, "width": width, "height": height}
        self.pages.append(row | {"rotation": rotation, "lines": lines, "model": self.model})

    def _line(
        self, file: str, page: int, line: int, text: str | None, confidence: float, box: Box
    ) -> Row:
        row: Row = {"file": file, "page": page, "line": line, "field": None, "text": text}
        row |= {"confidence": round(confidence, 6), "box": list(map(int, box)), "digits": []}
        return row | {"runner_up": None, "reason": None, "model": self.model}


def _digits(digits: Iterable[tuple[int, FloatArray, Box]]) -> list[Row]:
    return [
        {
            "digit": int(digit),
            "confidence": round(float(probabilities[digit]), 6),
            "box": list(map(int, box)),
        }
        for digit, probabilities, box in digits
    ]
