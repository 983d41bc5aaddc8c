"""Reading one part: what a worker does, whatever engine runs it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from time import perf_counter

from inkdigits import reading
from inkdigits.archive._ahead import ahead
from inkdigits.archive._attempts import Attempts
from inkdigits.archive._job import Job
from inkdigits.archive._plan import Part, PartPlace, load_part
from inkdigits.archive._results import PartDone
from inkdigits.archive._rows import Rows
from inkdigits.archive.sources import fetch
from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError, WorkError
from inkdigits.images import DecodedPage, decode_pages

_AHEAD = 8  # files whose bytes are held while one is read
_DEADLY = "reading it ended the process again and again (killed or crashed); look at it by itself"


class PartReader:
    """Reads parts and writes what they say.

    Args:
        job: what to read with, and where to write.
    """

    def __init__(self, job: Job) -> None:
        self._job, self._results = job, job.results
        self._model = job.recognizer.sha256
        self._seconds = dict[str, float]()

    def __reduce__(self) -> tuple[type["PartReader"], tuple[Job]]:
        return PartReader, (self._job,)

    def __call__(self, place: PartPlace) -> PartDone:
        """Read a part and write its tables; one that is done already is not read again.

        Raises:
            InputError: the plan is damaged.
            OSError: something cannot be written.
        """
        if self._results.is_done(place.name):
            return self._results.count(place)
        self._seconds = dict.fromkeys(("waiting", "decoding", "reading", "writing"), 0.0)
        attempts = Attempts(self._job.store, place.name)
        rows = self._read_part(load_part(self._job.store, place), attempts)
        with self._timed("writing"):
            self._results.write(place.name, rows)
            attempts.finish()
        counts = len(rows.pages), len(rows.lines), len(rows.errors)
        return PartDone(place.files, *counts, self._seconds)

    def _read_part(self, part: Part, attempts: Attempts) -> Rows:
        rows = Rows(self._model)
        fetched = ahead(lambda: fetch(part.kind, part.container, part.items), _AHEAD)
        with closing(fetched):
            while True:
                with self._timed("waiting"):
                    one = next(fetched, None)
                if one is None:
                    return rows
                item, content = one
                if isinstance(content, InputError):
                    rows.add_error(item.name, None, str(content))
                elif attempts.may_read(item.name):
                    self._read_file(item.name, content, rows)
                else:
                    rows.add_error(item.name, None, f"{item.name}: {_DEADLY}")

    def _read_file(self, file: str, content: bytes, rows: Rows) -> None:
        """Read a file page by page; what fails, whatever it is, ends that file and no other."""
        page = 0
        try:
            with closing(decode_pages(content, name=file)) as pages:
                while (decoded := self._decode(pages)) is not None:
                    page = decoded.number
                    with self._timed("reading"):
                        self._read_page(file, page, decoded.gray, rows)
                    page += 1
        except (InputError, WorkError) as problem:
            rows.add_error(file, page or None, str(problem))
        except MemoryError:
            rows.add_error(file, page or None, f"{file}: it takes more memory than there is")
        except Exception as problem:
            reason = f"reading failed ({type(problem).__name__}: {problem}); please report it"
            rows.add_error(file, page or None, f"{file}: {reason}")

    def _decode(self, pages: Iterator[DecodedPage]) -> DecodedPage | None:
        with self._timed("decoding"):
            return next(pages, None)

    def _read_page(self, file: str, page: int, gray: Uint8Array, rows: Rows) -> None:
        recognizer, form = self._job.recognizer, self._job.form
        if form is None:
            rows.add_page(file, page, reading.read(gray, recognizer, self._job.rule))
        else:
            fields = reading.read_form(gray, form, recognizer)
            rows.add_form(file, page, (gray.shape[1], gray.shape[0]), fields)

    @contextmanager
    def _timed(self, work: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds[work] += perf_counter() - start
