"""What `inkdigits read` says of each page: in words, in JSON, in a table."""

import csv
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from inkdigits.cli._output import percent, print_json, say
from inkdigits.cli._read_sources import Source
from inkdigits.files import write_text

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadLine, ReadPage


@dataclass(frozen=True, eq=False)
class SourcePage:
    """A page that was read, and where it stands.

    Attributes:
        source: the file.
        number: of the page in the file, from 1; None where the file has but one.
        picture: what was read, grey levels.
        read: what stands there.
    """

    source: Source
    number: int | None
    picture: "Uint8Array"
    read: "ReadPage"

    def __str__(self) -> str:
        return f"{self.source}" if self.number is None else f"{self.source}, page {self.number}"


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
        for line in page.read.lines:
            print(self._in_words(line))
        sys.stdout.flush()  # who reads along in a pipe should not wait for the last page
        if not page.read.lines:
            say(f"inkdigits: {page}: no digits found")

    def finish(self) -> None:
        """See Output."""

    def _in_words(self, line: "ReadLine") -> str:
        if line.confidence >= self._min_confidence:
            return line.text
        doubt = f"{line.text}  ? {percent(line.confidence, 1)}"
        if line.runner_up is None:
            return doubt
        text, confidence = line.runner_up
        return f"{doubt}, else {text} {percent(confidence, 1)}"


class Json:
    """All pages in one JSON document.

    Args:
        min_confidence: lines below it have true at "check".
    """

    def __init__(self, min_confidence: float) -> None:
        self._min_confidence = min_confidence
        self._documents: list[dict[str, Any]] = []

    def add(self, page: SourcePage) -> None:
        """See Output."""
        number = {} if page.number is None else {"page": page.number}
        document = {"file": str(page.source), **number, **page.read.to_json()}
        for line in document["lines"]:
            line["check"] = line["confidence"] < self._min_confidence
        self._documents.append(document)

    def finish(self) -> None:
        """See Output."""
        print_json(self._documents)


class Table:
    """A CSV table, a row for each line.

    Texts are quoted and numbers are not, so that a spreadsheet which is told so keeps leading
    zeros.

    Args:
        target: a file; None prints the rows as they come.
        min_confidence: lines below it have "yes" in the column "check".
    """

    COLUMNS = (
        *("file", "page", "line", "text", "confidence", "left", "top", "width", "height"),
        *("check", "runner_up"),
    )

    def __init__(self, target: Path | None, min_confidence: float) -> None:
        self._target, self._min_confidence = target, min_confidence
        self._rows = io.StringIO() if target else sys.stdout
        self._writer = csv.writer(self._rows, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        self._writer.writerow(self.COLUMNS)

    def add(self, page: SourcePage) -> None:
        """See Output."""
        for number, line in enumerate(page.read.lines, 1):
            check = "yes" if line.confidence < self._min_confidence else "no"
            runner_up = "" if line.runner_up is None else line.runner_up[0]
            place = str(page.source), page.number or 1, number
            found = line.text, round(line.confidence, 6), *line.box
            self._writer.writerow((*place, *found, check, runner_up))
        self._rows.flush()

    def finish(self) -> None:
        """See Output."""
        if self._target and isinstance(self._rows, io.StringIO):
            write_text(self._target, self._rows.getvalue())
