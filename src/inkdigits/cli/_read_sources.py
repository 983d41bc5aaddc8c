"""Which files to read, and what their outputs are called."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inkdigits.errors import InputError


@dataclass(frozen=True)
class Source:
    """A file to read.

    Attributes:
        path: where it lies.
        name: what its outputs are called, without an ending; no other source has the same.
    """

    path: Path
    name: Path

    def __str__(self) -> str:
        # A name need not be UTF-8, but what is printed and written here is.
        return str(self.path).encode("utf-8", "backslashreplace").decode("utf-8")


def find_sources(given: Iterable[Path]) -> tuple[list[Source], list[tuple[Path, InputError]]]:
    """The files that were given or lie in folders that were given; and what was given wrongly.

    A folder's files are called as they lie in it: `scans/2024/a.jpg` of `scans` is `2024/a`.
    """
    from inkdigits.images import find_images

    found: list[tuple[Path, Path]] = []
    problems: list[tuple[Path, InputError]] = []
    for path in given:
        try:
            files = find_images([path])
        except InputError as problem:  # the others are still read
            problems.append((path, problem))
            continue
        folder = path if path.is_dir() else path.parent
        found += [(file, file.relative_to(folder)) for file in files]
    names = _named_apart([name for _, name in found])
    return [Source(file, name) for (file, _), name in zip(found, names, strict=True)], problems


def _named_apart(names: Sequence[Path]) -> list[Path]:
    """Names without their endings; with them, or with a number, where else two were the same."""
    apart: dict[Path, None] = {}
    for name in names:
        free, number = name.with_suffix(""), 1
        while free in apart:
            free = name if number == 1 else name.with_name(f"{name.name}-{number}")
            number += 1
        apart[free] = None
    return list(apart)


def free_path(path: Path, taken: Container[Path]) -> Path:
    """The path, with a number where it is taken."""
    free, number = path, 2
    while free in taken:
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
