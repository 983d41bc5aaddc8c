from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, print_json, say

if TYPE_CHECKING:
    from inkdigits.data import Split
    from inkdigits.insight import Exploration


def explore(
    data: Annotated[
        str,
        typer.Argument(
            help="mnist, uci-digits, or a file or folder of digits (see 'inkdigits data')."
        ),
    ],
    out: Annotated[
        Path, typer.Option(help="The folder to put the pictures and explore.html in.")
    ] = Path("explore"),
    as_json: JsonOption = False,
) -> None:
    """Look at a dataset: samples, classes, pixels and maps, as PNG files and one HTML page.

    Example: inkdigits explore mnist --out explore
    """
    say(f"loading {data} ...")
    from inkdigits.data import load_dataset
    from inkdigits.insight import explore as explore_split

    split = load_dataset(data)
    found = explore_split(split, out, progress=say)
    if as_json:
        print_json(_document(split, found))
        return
    for sentence in found.left_out:
        say(sentence)
    for picture in found.pictures:
        print(f"{picture.path}: {picture.caption}")
    print(f"all on one page: {found.page}")


def _document(split: "Split", found: "Exploration") -> dict[str, Any]:
    from inkdigits.insight import class_counts

    labels, pixels = split.train.labels, found.pixels
    return {
        "data": split.train.name,
        "source": split.train.source,
        "n": len(split.train),
        "n_test": None if split.test is None else len(split.test),
        "classes": None
        if labels is None
        else {str(digit): int(count) for digit, count in enumerate(class_counts(labels))},
        "pixels": {
            "mean": pixels.mean,
            "std": pixels.std,
            "background_share": pixels.background,
            "grey_share": pixels.grey,
            "full_ink_share": pixels.full_ink,
        },
        "left_out": list(found.left_out),
        "files": [str(file) for file in (found.page, *(p.path for p in found.pictures))],
    }
