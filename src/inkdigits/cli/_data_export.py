from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._output import JsonOption, print_json
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.data import ExportFormat


def export(
    source: Annotated[
        str, typer.Argument(help="mnist, uci-digits, or a file or folder of digits.")
    ],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="png (a folder of images for each class), csv (Kaggle's), npz (Keras') or idx "
            "(MNIST's files).",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    as_json: JsonOption = False,
) -> None:
    """Write digits in another form, which every command can read again.

    Example: inkdigits data export mnist --format png --out digits
    """
    from inkdigits.data import export_dataset, load_dataset

    known_form = _export_format(form)
    split = load_dataset(source)
    files = export_dataset(split, known_form, out)
    if as_json:
        print_json(
            {
                "source": source,
                "format": form,
                "train": len(split.train),
                "test": None if split.test is None else len(split.test),
                "files": [str(file) for file in files],
            }
        )
    else:
        for file in files:
            print(file)


def _export_format(text: str) -> "ExportFormat":
    from inkdigits.data import EXPORT_FORMATS

    for form in EXPORT_FORMATS:
        if text == form:
            return form
    raise InputError(f"unknown format {text!r}; wanted {', '.join(EXPORT_FORMATS)}")
