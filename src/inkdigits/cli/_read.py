from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from inkdigits.cli._output import JsonOption, say
from inkdigits.errors import InputError

_SURE = 0.9


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="IMAGE|FOLDER...",
            help="Photos, scans, PDFs, or folders of them. With --out, patterns, lists (.txt), "
            "archives (.zip, .tar), Parquet tables and URLs too.",
        ),
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
        float | None,
        typer.Option(
            min=0, max=1, help="Lines below it are marked, for a person to check. [default: 0.9]"
        ),
    ] = None,
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
        Path | None,
        typer.Option(metavar="IDS.csv", help="A list, whose ids stand once each on the pages."),
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option(metavar="FORM.json", help="Names, boxes and rules of a form's fields."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Read a whole archive into tables in this folder or at this URL; carried on "
            "where it was stopped.",
        ),
    ] = None,
    format_: Annotated[
        Literal["parquet", "jsonl"] | None,
        typer.Option("--format", help="Of the tables. [default: parquet]"),
    ] = None,
    engine: Annotated[
        Literal["local", "ray"] | None,
        typer.Option(help="Who reads the archive. [default: local]"),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(help="Of the Ray cluster, such as auto. Without it: one on this machine."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read. [default: one for each core]")
    ] = None,
    files_a_part: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Files in a part of the tables: what a stop costs a worker. [default: 256]",
        ),
    ] = None,
) -> int:
    """Read the numbers on photographed or scanned pages.

    PNG, JPEG, WebP, BMP, TIFF or PDF, colour or grey, dark on light or light on dark, whichever
    way up.

    Example: inkdigits read page.jpg --annotate read.png

    Or a million of them: inkdigits read scans/ boxes.tar --out numbers
    """
    from inkdigits.cli._read_archive import ArchiveOptions, read_to_tables
    from inkdigits.cli._read_files import read_files
    from inkdigits.cli._read_options import make_outputs, make_rules
    from inkdigits.cli._read_pictures import Steps
    from inkdigits.cli._read_reader import make_reader
    from inkdigits.cli._read_sources import find_sources
    from inkdigits.recognizer import load_recognizer

    archive = ArchiveOptions(out, format_, engine, address, workers, files_a_part)
    others = {"csv": csv, "annotate": annotate, "debug": debug, "one-of": one_of}
    if archive.wanted({**others, "min-confidence": min_confidence}):
        rule, layout = make_rules(digits, pattern, checksum, None, form)
        return read_to_tables(files, load_recognizer(model), rule, layout, archive, json_)
    rule, layout = make_rules(digits, pattern, checksum, one_of, form)
    sources, problems = find_sources(map(Path, files))
    steps = None if debug is None else Steps(debug, sources)
    reader = make_reader(load_recognizer(model), rule, layout, steps)
    sure = _SURE if min_confidence is None else min_confidence
    outputs = make_outputs(sources, json_, csv, annotate, sure, one_of, form)
    for _, problem in problems:
        say(f"inkdigits: {problem}")
    failed = [*problems, *read_files(sources, reader, outputs, steps)]
    return _sum_up(failed, len(sources) + len(problems))


def _sum_up(failed: Sequence[tuple[Path, Exception]], total: int) -> int:
    """Say what could not be read, and return the exit code."""
    if failed and total > 1:
        names = ", ".join(str(path) for path, _ in failed)
        say(f"inkdigits: {len(failed)} of {total} files could not be read: {names}")
    if any(isinstance(problem, InputError) for _, problem in failed):
        return 2
    return 1 if failed else 0
