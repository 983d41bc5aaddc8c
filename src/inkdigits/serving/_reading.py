"""Reading in a worker thread: from the bytes of files to the numbers on their pages."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from inkdigits.arrays import Uint8Array
from inkdigits.images import DecodedPage, TooLargeError, decode_pages
from inkdigits.reading import Stack, read, read_form
from inkdigits.reading.rules import Form, Rule
from inkdigits.recognizer import Recognizer
from inkdigits.serving._known import Known
from inkdigits.serving._page_json import Wanted, form_json, page_json, picture_json
from inkdigits.serving._problems import sentence_of
from inkdigits.serving._upload import Upload

PageDocument = dict[str, Any]


@dataclass(frozen=True, eq=False)
class ReadJob:
    """The files of one request.

    Attributes:
        files: to read.
        recognizer: who reads the digits.
        known: what is known of the numbers.
        wanted: what is to be told of them.
        most_pages: of all files together.
        most_pixels: of one page.
        abandoned: set when nobody waits for the answer any more.
    """

    files: tuple[Upload, ...]
    recognizer: Recognizer
    known: Known
    wanted: Wanted
    most_pages: int
    most_pixels: int
    abandoned: Event = field(default_factory=Event)


class _TooManyPagesError(TooLargeError):
    """A request has more pages than are read at once."""


def read_all(jobs: Sequence[ReadJob]) -> list[list[PageDocument]]:
    """Read the files of requests."""
    return [read_files(job) for job in jobs]


def read_files(job: ReadJob) -> list[PageDocument]:
    """Read the pages of all files; what is wrong with one of several stops no other.

    Once nobody waits for the answer nothing more is begun, and what there is is returned.

    Raises:
        InputError: the rule or the form cannot be understood, there are too many pages, or there
            is nothing but one page, which cannot be read.
    """
    if job.abandoned.is_set():
        return []
    reading = _Reading(job, *job.known.rules())
    for file in job.files:
        if job.abandoned.is_set():
            return reading.documents
        reading.read_file(file)
    if not job.abandoned.is_set():
        reading.read_stack()
    is_only = len(job.files) == len(reading.documents) == 1
    for document in reading.documents:
        problem = document.get("error")
        if is_only and problem is not None:
            raise problem
        if problem is not None:
            document["error"] = sentence_of(problem)
    return reading.documents


class _Reading:
    """The work on one request.

    Attributes:
        documents: of the pages read so far; with an exception at "error" where one failed.
    """

    def __init__(self, job: ReadJob, rule: Rule | None, form: Form | None) -> None:
        self._job, self._rule, self._form = job, rule, form
        listed = rule is not None and rule.ids is not None
        self._stack = Stack(rule, job.recognizer) if rule is not None and listed else None
        self._waiting: list[PageDocument] = []  # for the whole stack
        self._most_pages = job.most_pages
        self.documents: list[PageDocument] = []

    def read_file(self, file: Upload) -> None:
        """Read the pages of a file; those of a list are only looked at."""
        with self._told(file, None), closing(self._decode(file)) as pages:
            for page in pages:
                if self._job.abandoned.is_set():
                    return
                self._count(page)
                number = page.number if page.count > 1 else None
                with self._told(file, number):
                    self._add(_head(file, number), page.gray)

    def read_stack(self) -> None:
        """Read the pages that were only looked at."""
        if self._stack is not None:
            for document, found in zip(self._waiting, self._stack.read(), strict=True):
                document |= page_json(found, self._job.wanted)

    def _decode(self, file: Upload) -> Generator[DecodedPage, None, None]:
        return decode_pages(file.content, self._job.most_pixels)

    def _count(self, page: DecodedPage) -> None:
        self._most_pages -= page.count if page.number == 1 else 0
        if self._most_pages < 0:
            raise _TooManyPagesError(
                f"got more than {self._job.most_pages} pages, wanted at most so many at once; "
                "send fewer"
            )

    def _add(self, document: PageDocument, gray: Uint8Array) -> None:
        job = self._job
        if self._stack is not None:
            self._stack.add(gray)
            self._waiting.append(document)
        elif self._form is not None:
            fields = read_form(gray, self._form, job.recognizer)
            size = gray.shape[1], gray.shape[0]
            document |= form_json(fields, size, job.recognizer.card.name, job.wanted)
        else:
            document |= page_json(read(gray, job.recognizer, self._rule), job.wanted)
        if job.wanted.picture:
            document["picture"] = picture_json(gray)
        self.documents.append(document)

    @contextmanager
    def _told(self, file: Upload, number: int | None) -> Iterator[None]:
        """Answer what is wrong inside in place of a page, and go on."""
        try:
            yield
        except _TooManyPagesError:
            raise
        except Exception as problem:
            self.documents.append({**_head(file, number), "error": problem})


def _head(file: Upload, number: int | None) -> PageDocument:
    return {"file": file.name} if number is None else {"file": file.name, "page": number}
