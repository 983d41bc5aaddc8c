from pathlib import Path
from typing import Annotated

import typer

from inkdigits.cli._output import JsonOption, print_json, say
from inkdigits.errors import InputError, WorkError


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
