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
    augment: Annotated[
        str | None,
        typer.Option(
            help="Draw instead what this does to a dozen of the digits: bend, affine, strong, "
            "elastic, wide, or a model whose recipe augments.",
            metavar="NAME",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Look at a dataset: samples, classes, pixels and maps, as PNG files and one HTML page.

    Example: inkdigits explore mnist --out explore

    With --augment, look at an augmentation: its variants of a dozen digits, and each of its kinds
    (rotation, stroke, noise, ...) alone, as one PNG file.

    Example: inkdigits explore mnist --augment wide
    """
    if augment is not None:
        _explore_augmentation(data, augment, out, as_json)
        return
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


def _explore_augmentation(data: str, name: str, out: Path, as_json: bool) -> None:
    augmentation = _augmentation_name(name)
    say(f"loading {data} ...")
    from inkdigits.data import load_dataset
    from inkdigits.insight import draw_augmentation
    from inkdigits.preprocess import AUGMENTATIONS

    train, wanted = load_dataset(data).train, AUGMENTATIONS[augmentation]
    target = out / f"augmentation-{augmentation}.png"
    picture = draw_augmentation(train, augmentation, wanted, target)
    if as_json:
        amounts = {kind: getattr(wanted, kind) for kind in wanted.kinds()}
        print_json(
            {
                "data": train.name,
                "augmentation": augmentation,
                "kinds": amounts,
                "files": [str(picture.path)],
            }
        )
        return
    print(f"{picture.path}: {picture.caption}")


def _augmentation_name(name: str) -> str:
    """The augmentation of that name, or the one that the model of that name is trained with."""
    from inkdigits.errors import InputError
    from inkdigits.models import REGISTRY, GradientRecipe
    from inkdigits.preprocess import AUGMENTATIONS

    recipes = {model: entry.recipe for model, entry in REGISTRY.items()}
    augmented = {
        model: recipe.augmentation
        for model, recipe in recipes.items()
        if isinstance(recipe, GradientRecipe) and recipe.augmentation != "none"
    }
    if name in augmented:
        return augmented[name]
    if name in AUGMENTATIONS and name != "none":
        return name
    names = ", ".join([*(kind for kind in AUGMENTATIONS if kind != "none"), *augmented])
    problem = (
        "is trained without augmentation" if name in REGISTRY else "is none that changes digits"
    )
    raise InputError(f"got --augment {name}, which {problem}; wanted one of: {names}")


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
