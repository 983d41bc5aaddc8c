"""Reads file by file, and hands on what was read."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inkdigits.cli._output import say
from inkdigits.cli._read_again import AgainDecoded
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_outputs import Output
from inkdigits.cli._read_page import SourcePage, name_page
from inkdigits.cli._read_pictures import Steps
from inkdigits.cli._read_reader import Reader
from inkdigits.cli._read_sources import Source
from inkdigits.cli._steps_bar import steps_bar
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadPage


def read_files(
    sources: Sequence[Source], reader: Reader, outputs: Sequence[Output], steps: Steps | None
) -> list[tuple[Path, Exception]]:
    """Read file by file and hand on each page; say which files could not be read, and why.

    Whatever ends it, Ctrl-C too, the outputs are finished with what has come until then.
    """
    run = _Run(reader, outputs, steps)
    bar = steps_bar("reading") if len(sources) > 1 else nullcontext(lambda done, total: None)
    done = 0
    try:
        with bar as progress:
            for done, source in enumerate(sources):
                progress(done, len(sources))
                run.read_file(source)
        run.hand_on_waiting()
    except KeyboardInterrupt:
        whole = sum(source not in run.failed for source in sources[:done])
        say(f"inkdigits: {whole} of {len(sources)} files were read")
        raise
    finally:
        for output in outputs:
            output.finish()
    return [(source.path, problem) for source, problem in run.failed.items()]


class _Run:
    """Reads pages and hands them on; what fails stops nothing else.

    Attributes:
        failed: of each file that could not be read as a whole, the first problem.
    """

    def __init__(self, reader: Reader, outputs: Sequence[Output], steps: Steps | None) -> None:
        self._reader, self._outputs, self._steps = reader, outputs, steps
        self._waiting: list[tuple[Source, int | None]] = []
        self.failed: dict[Source, Exception] = {}

    def read_file(self, source: Source) -> None:
        """Read the pages of a file and hand on those that need not wait."""
        from inkdigits.images import decode_pages

        with self._told(source), closing(decode_pages(source.path)) as pages:
            for page in pages:
                with self._told(source):
                    self._read_page(source, page.number if page.count > 1 else None, page.gray)

    def hand_on_waiting(self) -> None:
        """Hand on the pages that had to wait for all others."""
        with closing(AgainDecoded()) as again:
            for (source, number), found in zip(self._waiting, self._reader.rest(), strict=True):
                picture = partial(again.picture, source, number)
                with self._told(source):
                    self._hand_on(SourcePage(source, number, found, picture))

    def _read_page(self, source: Source, number: int | None, gray: "Uint8Array") -> None:
        if self._steps is not None:
            self._steps.begin(source, number)
        found = _read(self._reader, gray, name_page(source, number))
        if found is None:
            self._waiting.append((source, number))
        else:
            self._hand_on(SourcePage(source, number, found, lambda: gray))

    def _hand_on(self, page: SourcePage) -> None:
        for output in self._outputs:
            output.add(page)

    @contextmanager
    def _told(self, source: Source) -> Iterator[None]:
        """Say what fails inside, and go on."""
        try:
            yield
        except (InputError, WorkError) as problem:
            say(f"inkdigits: {problem}")
            self.failed.setdefault(source, problem)


def _read(reader: Reader, gray: "Uint8Array", name: str) -> "ReadPage | FormPage | None":
    """What stands on a page; what goes wrong, whatever it is, names the page."""
    try:
        return reader.read(gray)
    except (InputError, WorkError) as problem:
        raise type(problem)(f"{name}: {problem}") from problem
    except OSError:  # the picture of a step could not be written, and the next cannot either
        raise
    except Exception as problem:  # one page must not stop the thousand after it
        raise WorkError(
            f"{name}: reading failed ({type(problem).__name__}: {problem}); please report it "
            "with the picture"
        ) from problem
