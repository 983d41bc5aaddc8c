"""Paths and URLs, opened and listed alike. Only URLs need fsspec."""

import os
from collections.abc import Iterator
from glob import has_magic, iglob
from pathlib import Path
from typing import Any, BinaryIO, cast

from inkdigits.archive.sources._item import Item
from inkdigits.errors import InputError
from inkdigits.images import is_image_name, natural_key


def is_url(place: str) -> bool:
    """Whether this names something by a scheme, as `s3://bucket/scans` does."""
    return "://" in place


def is_pattern(place: str) -> bool:
    """Whether this stands for all files that it matches, as `scans/**/*.png` does."""
    return has_magic(place) and not (not is_url(place) and Path(place).exists())


def is_folder(place: str) -> bool:
    """Whether there are files below this place."""
    return bool(filesystem_of(place).isdir(place)) if is_url(place) else Path(place).is_dir()


def is_there(place: str) -> bool:
    """Whether there is anything at this place."""
    return bool(filesystem_of(place).exists(place)) if is_url(place) else Path(place).exists()


def open_place(place: str) -> BinaryIO:
    """Open a file, which can be read and sought in.

    Raises:
        OSError: it cannot be opened.
    """
    if not is_url(place):
        return Path(place).open("rb")
    return cast(BinaryIO, filesystem_of(place).open(place, "rb"))


def size_of(place: str) -> int:
    """How many bytes a file has; 0 where that cannot be known without reading it."""
    if is_url(place):
        return int(filesystem_of(place).size(place) or 0)
    return Path(place).stat().st_size


def matches(pattern: str) -> list[str]:
    """The files that a pattern matches, in natural order; `**` stands for any folders."""
    if is_url(pattern):
        files = filesystem_of(pattern)
        found = [files.unstrip_protocol(path) for path in files.glob(pattern)]
    else:
        found = list(iglob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute)
    return sorted(found, key=lambda place: natural_key(Path(place)))


def walk(folder: str) -> Iterator[Item]:
    """Every file below a folder that is not hidden, in natural order; links are not followed.

    A folder that cannot be read comes as an item that says so.
    """
    if is_url(folder):
        files = filesystem_of(folder)
        below = files.find(folder, detail=True)
        for path in sorted(below, key=lambda path: natural_key(Path(path))):
            if not any(part.startswith(".") for part in Path(path).parts):
                yield Item(files.unstrip_protocol(path), int(below[path].get("size") or 0))
        return
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: natural_key(Path(entry.name)))
    except OSError as problem:
        yield Item(folder, problem=f"cannot be read ({problem.strerror})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path)
        elif entry.is_file():
            yield Item(entry.path, entry.stat().st_size)
        elif is_image_name(entry.name):
            yield Item(entry.path, problem="no file (a broken link, or a pipe); mend or remove it")


def filesystem_of(url: str) -> Any:
    """What fsspec opens a URL by.

    Raises:
        InputError: the scheme is not known, or its driver is not installed.
    """
    import fsspec

    try:
        return fsspec.core.url_to_fs(url)[0]
    except (ImportError, ValueError) as problem:
        reason = " ".join(str(problem).split())
        raise InputError(
            f"{url}: cannot be opened ({reason}); install its driver for fsspec, or check the URL"
        ) from problem
