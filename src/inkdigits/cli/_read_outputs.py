"""What `inkdigits read` says of each page: in words, in JSON, in a table."""

import csv
import io
import sys
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from inkdigits.cli._output import percent, print_json, say
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_sources import Source
from inkdigits.files import write_text

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadPage
    from inkdigits.reading._page import Box


@dataclass(frozen=True, eq=False)
class SourcePage:
    """A page that was read, and where it stands.

    Attributes:
        source: the file.
        number: of the page in the file, from 1; None where the file has but one.
        read: what stands there.
        gray: (H, W) uint8, what was read; None where it is not kept.
    """

    source: Source
    number: int | None
    read: "ReadPage | FormPage"
    gray: "Uint8Array | None" = None

    def __str__(self) -> str:
        return f"{self.source}" if self.number is None else f"{self.source}, page {self.number}"

    def picture(self) -> "Uint8Array":
        """(H, W) uint8 grey levels, decoded again where they were not kept."""
        if self.gray is not None:
            return self.gray
        from inkdigits.images import decode_pages

        with closing(decode_pages(self.source.path)) as pages:
            return next(islice(pages, (self.number or 1) - 1, None)).gray

    @property
    def numbers(self) -> "list[Number]":
        """What stands in each line, or in each field of a form."""
        if isinstance(self.read, FormPage):
            return [
                Number(f.name, f.text or "", f.confidence, f.box, f.runner_up, f.blank, f.reason)
                for f in self.read.fields
            ]
        return [
            Number(place, line.text, line.confidence, line.box, line.runner_up)
            for place, line in enumerate(self.read.lines, 1)
        ]


@dataclass(frozen=True)
class Number:
    """What stands in a line or in a field.

    Attributes:
        place: number of the line, from 1, or name of the field.
        text: the number; empty where there is none.
        confidence: the probability that it is right.
        box: around it, or the field's.
        runner_up: the next most probable text and its probability, where a rule was given.
        blank: whether it is a field without ink.
        reason: why there is no text though there is ink.
    """

    place: int | str
    text: str
    confidence: float
    box: "Box"
    runner_up: tuple[str, float] | None = None
    blank: bool = False
    reason: str | None = None

    def is_doubtful(self, min_confidence: float) -> bool:
        """Whether a person should check it."""
        return not self.blank and self.confidence < min_confidence

    def in_words(self, min_confidence: float) -> str:
        """The number for a person to read, with its doubts."""
        name = f"{self.place}: " if isinstance(self.place, str) else ""
        if self.blank:
            return f"{name}(blank)"
        if self.reason is not None:
            return f"{name}? {self.reason}"
        if not self.is_doubtful(min_confidence):
            return name + self.text
        doubt = f"{name}{self.text}  ? {percent(self.confidence, 1)}"
        if self.runner_up is None:
            return doubt
        text, confidence = self.runner_up
        return f"{doubt}, else {text} {percent(confidence, 1)}"


class Output(Protocol):
    """Something that is made of the pages."""

    def add(self, page: SourcePage) -> None:
        """Take the next page."""

    def finish(self) -> None:
        """Make what is made of all pages. No page follows: all are read, or reading stopped."""


class Words:
    """The numbers, for people, as they come.

    Args:
        headings: whether to say which file they are from.
        min_confidence: lines below it are marked.
    """

    def __init__(self, headings: bool, min_confidence: float) -> None:
        self._headings, self._min_confidence = headings, min_confidence
        self._parting = ""

    def add(self, page: SourcePage) -> None:
        """See Output."""
        if self._headings or page.number is not None:
            print(f"{self._parting}{page}")
            self._parting = "\n"
        for number in page.numbers:
            print(number.in_words(self._min_confidence))
        sys.stdout.flush()  # who reads along in a pipe should not wait for the last page
        if not page.numbers:
            say(f"inkdigits: {page}: no digits found")

    def finish(self) -> None:
        """See Output."""


class Json:
    """All pages in one JSON document.

    Args:
        min_confidence: what is below it has true at "check".
    """

    def __init__(self, min_confidence: float) -> None:
        self._min_confidence = min_confidence
        self._documents: list[dict[str, Any]] = []

    def add(self, page: SourcePage) -> None:
        """See Output."""
        number = {} if page.number is None else {"page": page.number}
        document = {"file": str(page.source), **number, **page.read.to_json()}
        entries = document["fields" if isinstance(page.read, FormPage) else "lines"]
        for entry, found in zip(entries, page.numbers, strict=True):
            entry["check"] = found.is_doubtful(self._min_confidence)
        self._documents.append(document)

    def finish(self) -> None:
        """See Output."""
        print_json(self._documents)


class Table:
    """A CSV table, a row for each line, or for each field of a form.

    Texts are quoted and numbers are not, so that a spreadsheet which is told so keeps leading
    zeros.

    Args:
        target: a file; None prints the rows as they come.
        min_confidence: what is below it has "yes" in the column "check".
        place: name of the column for the place on the page: "line" or "field".
    """

    def __init__(self, target: Path | None, min_confidence: float, place: str = "line") -> None:
        self._target, self._min_confidence = target, min_confidence
        self._rows = io.StringIO() if target else sys.stdout
        self._writer = csv.writer(self._rows, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        box = ("left", "top", "width", "height")
        columns = ("file", "page", place, "text", "confidence", *box, "check", "runner_up")
        self._writer.writerow(columns)

    def add(self, page: SourcePage) -> None:
        """See Output."""
        for number in page.numbers:
            check = "yes" if number.is_doubtful(self._min_confidence) else "no"
            runner_up = "" if number.runner_up is None else number.runner_up[0]
            place = str(page.source), page.number or 1, number.place
            found = number.text, round(number.confidence, 6), *number.box
            self._writer.writerow((*place, *found, check, runner_up))
        self._rows.flush()

    def finish(self) -> None:
        """See Output."""
        if self._target and isinstance(self._rows, io.StringIO):
            write_text(self._target, self._rows.getvalue())
