from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, print_json, say
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.data import Dataset, ExportFormat

data = typer.Typer(
    help="Datasets: where they are, fetch them, write them in another form.", no_args_is_help=True
)


@data.command("info")
def info(
    source: Annotated[
        str | None,
        typer.Argument(
            help="mnist, uci-digits, or a file or folder of digits; without it, what is there."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say where digits are found, how many of each, by how many writers, and their checksums.

    Nothing is downloaded. Example: inkdigits data info mnist
    """
    if source is None:
        overview = _overview()
        if as_json:
            print_json(overview)
        else:
            print(_overview_in_words(overview))
        return
    document = _describe(source)
    if as_json:
        print_json(document)
    else:
        print("\n\n".join(_part_in_words(part) for part in document["parts"]))
        for file in document["files"]:
            print(f"\n{file['path']}, {file['bytes']:,} bytes")
            print(f"  sha256   {file['sha256']} (decompressed, verified)")


@data.command("fetch")
def fetch(
    source: Annotated[
        str,
        typer.Argument(
            help="mnist, with QMNIST's list of who wrote each digit; or mnist-c, 880 MB of MNIST "
            "under fifteen corruptions, to measure on."
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Fetch a dataset into the cache, verified.

    What is there already is left. Example: inkdigits data fetch mnist
    """
    fetchers = {"mnist": _fetch_mnist, "mnist-c": _fetch_mnist_c}
    if source not in fetchers:
        raise InputError(f"nothing to fetch for {source!r}; wanted {' or '.join(fetchers)}")
    files = fetchers[source]()
    if as_json:
        print_json({"source": source, "files": {name: str(path) for name, path in files.items()}})
    else:
        for path in files.values():
            print(path)


def _fetch_mnist() -> dict[str, Path]:
    from inkdigits.data import fetch_mnist, fetch_writers

    files = fetch_mnist()
    try:
        files |= fetch_writers()
    except WorkError as problem:
        # MNIST is whole without them; only the writer-disjoint split has to wait.
        say(f"inkdigits: {problem}; MNIST is complete, only its writers stay unknown")
    return files


def _fetch_mnist_c() -> dict[str, Path]:
    from inkdigits.data import fetch_mnist_c

    folder = fetch_mnist_c()
    return {folder.name: folder}


@data.command("export")
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


def _overview() -> dict[str, Any]:
    from inkdigits.data import cache_folder, data_folders, find_mnist, find_mnist_c, find_writers

    files = find_mnist()
    writers = find_writers("train")
    mnist_c = find_mnist_c()
    return {
        "sources": [
            {
                "name": "mnist",
                "found": files is not None,
                "where": str(next(iter(files.values())).parent) if files else None,
                "writers": str(writers) if writers else None,
            },
            {"name": "uci-digits", "found": True, "where": "in the package", "writers": None},
            {
                "name": "mnist-c",
                "found": mnist_c is not None,
                "where": str(mnist_c) if mnist_c else None,
                "writers": None,
            },
        ],
        "folders": [str(folder) for folder in data_folders()],
        "cache": str(cache_folder()),
    }


def _overview_in_words(overview: dict[str, Any]) -> str:
    lines = []
    for source in overview["sources"]:
        where = source["where"] or f"not here; get it with: inkdigits data fetch {source['name']}"
        writers = f"; writers: {source['writers']}" if source["writers"] else ""
        lines.append(f"{source['name']:12} {where}{writers}")
    folders = ", ".join(
        folder if Path(folder).is_dir() else f"{folder} (no such folder)"
        for folder in overview["folders"]
    )
    return "\n".join(
        [
            *lines,
            "",
            f"INKDIGITS_DATA names {folders or 'no folder'}",
            f"the cache is {overview['cache']}",
        ]
    )


def _describe(source: str) -> dict[str, Any]:
    from inkdigits.data import MNIST_FILES, find_mnist, load_dataset

    found = find_mnist() if source == "mnist" else {}
    if found is None:
        raise InputError("mnist is not on this machine; get it with: inkdigits data fetch mnist")
    split = load_dataset(source)
    parts = [("train", split.train), ("test", split.test)]
    # Loading has compared the checksums, so these are the files' own.
    files = [
        {"path": str(path), "bytes": path.stat().st_size, "sha256": file.sha256}
        for file in MNIST_FILES
        if (path := found.get(file.name))
    ]
    return {
        "source": source,
        "parts": [_describe_part(part, dataset) for part, dataset in parts if dataset is not None],
        "files": files,
    }


def _describe_part(part: str, dataset: "Dataset") -> dict[str, Any]:
    import numpy as np

    from inkdigits.data import dataset_hash

    labels, writers = dataset.labels, dataset.writers
    counts = None if labels is None else np.bincount(labels, minlength=10).tolist()
    return {
        "part": part,
        "name": dataset.name,
        "source": dataset.source,
        "n": len(dataset),
        "classes": None if counts is None else {str(d): n for d, n in enumerate(counts)},
        "writers": None if writers is None else len(np.unique(writers)),
        "sha256": dataset_hash(dataset),
    }


def _part_in_words(part: dict[str, Any]) -> str:
    classes = part["classes"]
    return "\n".join(
        [
            f"{part['name']}: {part['source']}",
            f"  digits   {part['n']:,}",
            "  classes  "
            + (
                "no labels"
                if classes is None
                else ", ".join(f"{digit}: {count:,}" for digit, count in classes.items())
            ),
            f"  writers  {'unknown' if part['writers'] is None else part['writers']}",
            f"  sha256   {part['sha256']} (images, then labels)",
        ]
    )
