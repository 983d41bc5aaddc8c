"""Reads file by file, and hands on what was read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inkdigits.cli._output import say
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_outputs import Output
from inkdigits.cli._read_page import SourcePage
from inkdigits.cli._read_pictures import Steps
from inkdigits.cli._read_sources import Source
from inkdigits.cli._steps_bar import steps_bar
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadPage
    from inkdigits.reading.rules import Form, Rule
    from inkdigits.recognizer import Recognizer


class Reader(Protocol):
    """Reads the pages, either each by itself or all together."""

    def read(self, picture: "Uint8Array") -> "ReadPage | FormPage | None":
        """Read a page; None where that has to wait for the others."""

    def rest(self) -> "Sequence[ReadPage]":
        """The pages that had to wait, in the order in which they came."""


class Singly:
    """Reads each page by itself.

    Args:
        read: from grey levels to what stands there.
    """

    def __init__(self, read: "Callable[[Uint8Array], ReadPage | FormPage]") -> None:
        self.read = read

    def rest(self) -> "Sequence[ReadPage]":
        """See Reader."""
        return ()


class Together:
    """Reads all pages together, each id of a list once."""

    def __init__(self, rule: "Rule", recognizer: "Recognizer", steps: Steps | None) -> None:
        from inkdigits.reading import Stack

        self._stack, self._steps = Stack(rule, recognizer), steps

    def read(self, picture: "Uint8Array") -> None:
        """See Reader."""
        self._stack.add(picture, self._steps)

    def rest(self) -> "Sequence[ReadPage]":
        """See Reader."""
        return self._stack.read()


def make_reader(
    recognizer: "Recognizer", rule: "Rule | None", form: "Form | None", steps: Steps | None
) -> Reader:
    """Who reads pages of which this is known."""
    from inkdigits import reading

    if rule is not None and rule.ids is not None:
        return Together(rule, recognizer, steps)
    if form is None:
        return Singly(lambda picture: reading.read(picture, recognizer, rule, steps))

    def read_form(picture: "Uint8Array") -> FormPage:
        fields = reading.read_form(picture, form, recognizer, steps)
        return FormPage(picture.shape[1], picture.shape[0], recognizer.card.name, fields)

    return Singly(read_form)


def read_files(
    sources: Sequence[Source], reader: Reader, outputs: Sequence[Output], steps: Steps | None
) -> list[tuple[Path, Exception]]:
    """Read file by file and hand on each page; say which files could not be read, and why.

    Whatever ends it, Ctrl-C too, the outputs are finished with what has come until then.
    """
    failed: list[tuple[Path, Exception]] = []
    waiting: list[tuple[Source, int | None]] = []
    bar = steps_bar("reading") if len(sources) > 1 else nullcontext(lambda done, total: None)
    done = 0
    try:
        with bar as progress:
            for done, source in enumerate(sources):
                progress(done, len(sources))
                try:
                    for number, gray, found in _pages(source, reader, steps):
                        if found is None:
                            waiting.append((source, number))
                        else:
                            _hand_on(SourcePage(source, number, found, gray), outputs)
                except (InputError, WorkError) as problem:
                    say(f"inkdigits: {problem}")
                    failed.append((source.path, problem))
        for (source, number), found in zip(waiting, reader.rest(), strict=True):
            _hand_on(SourcePage(source, number, found), outputs)
    except KeyboardInterrupt:
        say(f"inkdigits: {done - len(failed)} of {len(sources)} files were read")
        raise
    finally:
        for output in outputs:
            output.finish()
    return failed


def _hand_on(page: SourcePage, outputs: Sequence[Output]) -> None:
    for output in outputs:
        output.add(page)


def _pages(
    source: Source, reader: Reader, steps: Steps | None
) -> "Iterator[tuple[int | None, Uint8Array, ReadPage | FormPage | None]]":
    """Of each page its number, where there are many, its grey levels, and what stands there."""
    from inkdigits.images import decode_pages

    with closing(decode_pages(source.path)) as pages:
        for decoded in pages:
            number = decoded.number if decoded.count > 1 else None
            if steps is not None:
                steps.begin(source, number)
            try:
                found = reader.read(decoded.gray)
            except (InputError, WorkError) as problem:  # of a picture that has no name there
                raise type(problem)(f"{source}: {problem}") from problem
            except Exception as problem:  # one page must not stop the thousand after it
                raise WorkError(
                    f"{source}: reading failed ({type(problem).__name__}: {problem}); please "
                    "report it with the picture"
                ) from problem
            yield number, decoded.gray, found
