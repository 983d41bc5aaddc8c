"""Reading in a worker thread: from the bytes of files to the numbers on their pages."""

from contextlib import closing
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from inkdigits.errors import InputError
from inkdigits.images import decode_pages
from inkdigits.reading import read
from inkdigits.reading.rules import Rule
from inkdigits.recognizer import Recognizer
from inkdigits.serving._uploads import Upload

PageDocument = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Pages:
    """The files of one request to read."""

    files: tuple[Upload, ...]
    recognizer: Recognizer
    rule: Rule | None
    min_confidence: float
    include: frozenset[str]
    left: Event = field(default_factory=Event)


def read_pages(job: Pages) -> list[PageDocument]:
    documents: list[PageDocument] = []
    for file in job.files:
        try:
            with closing(decode_pages(file.content)) as pages:
                for page in pages:
                    found = read(page.gray, job.recognizer, job.rule).to_json()
                    for line in found["lines"]:
                        line["check"] = line["confidence"] < job.min_confidence
                    number = {} if page.count == 1 else {"page": page.number}
                    documents.append({"file": file.name, **number, **found})
        except InputError as problem:
            documents.append({"file": file.name, "error": str(problem)})
    return documents
