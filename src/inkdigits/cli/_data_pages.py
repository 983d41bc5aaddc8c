from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inkdigits.cli._output import JsonOption, print_json, say
from inkdigits.cli._steps_bar import steps_bar
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.data import Dataset


def pages(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    count: Annotated[int, typer.Option(help="How many pages.")],
    category: Annotated[
        str,
        typer.Option(
            help="plain, ruled, graph, boxes, photo, touching, clutter, sideways or ids, each to "
            "measure one thing by; or any, everything together, to train on."
        ),
    ] = "any",
    source: Annotated[
        str | None,
        typer.Option(
            "--data",
            help="mnist, embedded, or a file or folder of labelled digits, whose shapes are used. "
            "Without it: mnist if it is here, else embedded.",
        ),
    ] = None,
    part: Annotated[
        Literal["train", "test"],
        typer.Option(help="Digits to learn from, or those to measure by."),
    ] = "train",
    seed: Annotated[int, typer.Option(help="Of the first page; each next one has the next.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Make pages with known numbers on them: pictures, and beside each its truth as JSON.

    The same seed makes the same page. Example: inkdigits data pages --out pages --count 100
    """
    from inkdigits.pages import write_pages

    digits = _load(source or _data_at_hand(), part)
    written = []
    with steps_bar("making pages") as report:
        for path in write_pages(digits, out, category, count, seed):
            written.append(path)
            report(len(written), count)
            if not as_json:
                print(path)
    if as_json:
        print_json(
            {
                "data": digits.name,
                "category": category,
                "seed": seed,
                "pages": [str(path) for path in written],
            }
        )


def _data_at_hand() -> str:
    from inkdigits.data import find_mnist

    if find_mnist() is not None:
        return "mnist"
    say(
        "MNIST is not on this machine (get it with: inkdigits data fetch mnist); writing with the "
        "embedded digits instead: 1,297 real digits, 8×8 enlarged"
    )
    return "embedded"


def _load(source: str, part: Literal["train", "test"]) -> "Dataset":
    from inkdigits.data import load_dataset

    split = load_dataset(source)
    if part == "train":
        return split.train
    if split.test is None:
        raise InputError(f"{source} has no test part; without --part test, all of it is used")
    return split.test
