from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._output import JsonOption, say
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_options import make_outputs, make_rules
from inkdigits.cli._read_outputs import Output, SourcePage
from inkdigits.cli._read_pictures import Steps
from inkdigits.cli._read_sources import Source, find_sources
from inkdigits.cli._steps_bar import steps_bar
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadPage
    from inkdigits.reading.rules import Form, Rule
    from inkdigits.recognizer import Recognizer

    Reader = Callable[[Uint8Array], ReadPage | FormPage]


def read(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="IMAGE|FOLDER...", help="Photos, scans, PDFs, or folders of them."),
    ],
    model: Annotated[
        str, typer.Option(help="An .onnx file, a run folder, or 'default', the bundled one.")
    ] = "default",
    json_: JsonOption = False,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="OUT.csv", help="Write a table, a row for each line; '-' prints it."),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.png|DIR", help="Draw what was read on the page; for many, a folder."
        ),
    ] = None,
    debug: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the page after each step.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Lines below it are marked, for a person to check.")
    ] = 0.9,
    digits: Annotated[
        int | None, typer.Option(metavar="N", help="How many digits each number has.")
    ] = None,
    pattern: Annotated[
        str | None,
        typer.Option(metavar="P", help=r"How each number is printed, as '\d{2}\.\d{2}\.\d{4}'."),
    ] = None,
    checksum: Annotated[
        str | None,
        typer.Option(metavar="C", help="The check digits it carries: luhn, ean13 or mod97."),
    ] = None,
    one_of: Annotated[
        Path | None, typer.Option(metavar="IDS.csv", help="A list; each number is one of its ids.")
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option(metavar="FORM.json", help="Names, boxes and rules of a form's fields."),
    ] = None,
) -> int:
    """Read the numbers on photographed or scanned pages.

    PNG, JPEG, WebP, BMP, TIFF or PDF, colour or grey, dark on light or light on dark, whichever
    way up.

    Example: inkdigits read page.jpg --annotate read.png
    """
    from inkdigits.recognizer import load_recognizer

    rule, layout = make_rules(digits, pattern, checksum, one_of, form)
    sources, problems = find_sources(files)
    outputs = make_outputs(sources, json_, csv, annotate, min_confidence, form is not None)
    steps = None if debug is None else Steps(debug, apart=len(sources) > 1)
    read_page = _reader(load_recognizer(model), rule, layout, steps)
    for _, problem in problems:
        say(f"inkdigits: {problem}")
    failed = [*problems, *_read_all(sources, read_page, outputs, steps)]
    return _sum_up(failed, len(sources) + len(problems))


def _reader(
    recognizer: "Recognizer", rule: "Rule | None", form: "Form | None", steps: Steps | None
) -> "Reader":
    from inkdigits import reading

    def read_form(picture: "Uint8Array", form: "Form") -> FormPage:
        fields = reading.read_form(picture, form, recognizer, steps)
        return FormPage(picture.shape[1], picture.shape[0], recognizer.card.name, fields)

    if form is not None:
        return partial(read_form, form=form)
    return partial(reading.read, recognizer=recognizer, rule=rule, watch=steps)


def _read_all(
    sources: Sequence[Source], read_page: "Reader", outputs: Sequence[Output], steps: Steps | None
) -> list[tuple[Path, Exception]]:
    """Read file by file, hand on what was read, and say what could not be and why."""
    failed: list[tuple[Path, Exception]] = []
    bar = steps_bar("reading") if len(sources) > 1 else nullcontext(lambda done, total: None)
    done = 0
    try:
        with bar as progress:
            for done, source in enumerate(sources):
                progress(done, len(sources))
                try:
                    for page in _pages(source, read_page, steps):
                        for output in outputs:
                            output.add(page)
                except (InputError, WorkError) as problem:
                    say(f"inkdigits: {problem}")
                    failed.append((source.path, problem))
    except KeyboardInterrupt:
        say(f"inkdigits: {done - len(failed)} of {len(sources)} files were read")
        raise
    finally:
        for output in outputs:
            output.finish()
    return failed


def _pages(source: Source, read_page: "Reader", steps: Steps | None) -> Iterator[SourcePage]:
    from inkdigits.images import decode_pages

    with closing(decode_pages(source.path)) as pages:
        for decoded in pages:
            number = decoded.number if decoded.count > 1 else None
            if steps is not None:
                steps.begin(source, number)
            try:
                found = read_page(decoded.gray)
            except (InputError, WorkError) as problem:  # of a picture that has no name there
                raise type(problem)(f"{source}: {problem}") from problem
            except Exception as problem:  # one page must not stop the thousand after it
                raise WorkError(
                    f"{source}: reading failed ({type(problem).__name__}: {problem}); please "
                    "report it with the picture"
                ) from problem
            yield SourcePage(source, number, decoded.gray, found)


def _sum_up(failed: Sequence[tuple[Path, Exception]], total: int) -> int:
    """Say what could not be read, and return the exit code."""
    if failed and total > 1:
        names = ", ".join(str(path) for path, _ in failed)
        say(f"inkdigits: {len(failed)} of {total} files could not be read: {names}")
    if any(isinstance(problem, InputError) for _, problem in failed):
        return 2
    return 1 if failed else 0
