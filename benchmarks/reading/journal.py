"""What was read on each page, kept so that no page is read twice."""

import ast
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scores import Line, PageScore, score_page

import inkdigits
from inkdigits.files import write_text

PACKAGE = Path(inkdigits.__file__).parent


@dataclass(frozen=True)
class PageRecord:
    """What a reader read on a page.

    Attributes:
        seed: of the page.
        quarter: quarter turns, counter-clockwise, by which its picture was turned.
        seconds: that reading took, whatever else the machine did; for a look, not to be quoted.
        truth: its lines.
        found: the lines that were read.
        rotation: degrees clockwise by which the reader would turn the picture; None if not asked.
    """

    seed: int
    quarter: int
    seconds: float
    truth: tuple[Line, ...]
    found: tuple[Line, ...]
    rotation: int | None

    def score(self) -> PageScore:
        """How well it was read."""
        upright = None if self.rotation is None else self.rotation == 90 * self.quarter
        return score_page(self.truth, self.found, upright)


class Journal:
    """The pages of a category that a reader has read; a file of JSON lines.

    Args:
        path: where it is kept. What another version has read is thrown away.
        head: the reader, the category and the versions of all that has a say.
    """

    def __init__(self, path: Path, head: dict[str, Any]) -> None:
        self._path, self._head = path, head
        self.records: dict[int, PageRecord] = {}
        if path.exists():
            first, *lines = map(json.loads, path.read_text("utf-8").splitlines())
            if first == head:
                self.records = {line["seed"]: _from_json(line) for line in lines}

    def add(self, record: PageRecord) -> None:
        """Keep a page."""
        self.records[record.seed] = record
        lines = [self._head, *(_to_json(self.records[seed]) for seed in sorted(self.records))]
        write_text(self._path, "".join(json.dumps(line) + "\n" for line in lines))


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of files; of Python files what they do, not how they are laid out or commented."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        if path.suffix == ".py":
            content = ast.dump(ast.parse(content)).encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def sources(*folders: str) -> list[Path]:
    """The Python files of folders of the package."""
    return [path for folder in folders for path in (PACKAGE / folder).rglob("*.py")]


def _to_json(record: PageRecord) -> dict[str, Any]:
    document = asdict(record)
    for name in ("truth", "found"):
        document[name] = [[line.text, *line.box] for line in getattr(record, name)]
    return document


def _from_json(document: dict[str, Any]) -> PageRecord:
    for name in ("truth", "found"):
        document[name] = tuple(Line(text, tuple(box)) for text, *box in document[name])
    return PageRecord(**document)
