"""What `inkdigits read` says of each page: in words, in JSON, in a table."""

import csv
import io
import sys
from pathlib import Path
from typing import Any, Protocol

from inkdigits.cli._output import print_json, say
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_page import SourcePage
from inkdigits.files import write_text


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
        for reason in page.reasons:
            say(f"inkdigits: {page}: left out: {reason}")
        if not page.numbers and not page.reasons:
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
