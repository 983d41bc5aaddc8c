from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, print_json
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.data import Dataset


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
