"""From what a user names to every file there is to read."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from inkdigits.archive.sources._item import Item, Kind, Listed
from inkdigits.archive.sources._parquet import list_parquet
from inkdigits.archive.sources._places import (
    is_folder,
    is_pattern,
    is_there,
    is_url,
    matches,
    open_place,
    size_of,
    walk,
)
from inkdigits.archive.sources._tar import list_tar
from inkdigits.archive.sources._zip import list_zip
from inkdigits.errors import InputError
from inkdigits.images import is_image_name

_ENDINGS: dict[str, Kind] = {
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "stream",
    ".tgz": "stream",
    ".tar.bz2": "stream",
    ".tar.xz": "stream",
    ".parquet": "parquet",
}
_MEMBERS: dict[Kind, Callable[[str], Iterator[Item]]] = {
    "zip": list_zip,
    "tar": list_tar,
    "parquet": list_parquet,
}
_LISTS = (".txt", ".lst")


def list_sources(sources: Iterable[str]) -> Iterator[Listed]:
    """Every file to read, in the order of the sources and, within each, in natural order.

    Args:
        sources: paths or URLs of images; of folders, whose images, archives and tables are
            taken; of archives (.zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz); of Parquet tables
            with images in a column; of lists (.txt, .lst) with a path or URL a line, relative
            ones being beside the list; and patterns such as `scans/**/*.png`.

    Yields:
        Each as it is found. A folder, archive or table that cannot be listed comes as a problem.

    Raises:
        InputError: a source itself is not there, or holds nothing to read.
    """
    for source in sources:
        empty = True
        for listed in _list_source(source):
            empty = False
            yield listed
        if empty:
            raise InputError(
                f"{source}: got nothing to read there, wanted images, or archives or tables of "
                "them; name another place"
            )


def _list_source(source: str) -> Iterator[Listed]:
    if is_pattern(source):
        for place in matches(source):
            yield from _list_place(place)
        return
    _require_there(source)
    if source.lower().endswith(_LISTS):
        for place in _places_in(source):
            yield from _list_place(place)
    else:
        yield from _list_place(source)


def _require_there(source: str) -> None:
    try:
        there = is_there(source)
    except (InputError, ModuleNotFoundError):
        raise
    except Exception as problem:  # networks and their drivers raise nearly anything
        reason = " ".join(str(problem).split()) or type(problem).__name__
        raise InputError(
            f"{source}: cannot be reached ({reason}); check the network and who may read there"
        ) from problem
    if not there:
        raise InputError(f"{source}: no such file or folder; name what is to be read")


def _list_place(place: str) -> Iterator[Listed]:
    """What is at a place that was named: its ending does not matter."""
    try:
        if is_folder(place):
            for item in walk(place):
                yield from _list_found(item)
            return
        item = Item(place, size_of(place))
    except (OSError, ValueError) as problem:
        yield _problem(place, problem)
        return
    yield from _list_file(item)


def _list_found(item: Item) -> Iterator[Listed]:
    """What a file in a folder stands for: nothing, if its name does not say that it can be read."""
    if item.problem is not None:
        yield Listed("problem", "", item)
    elif _kind(item.name) != "files" or is_image_name(PurePosixPath(item.name).name):
        yield from _list_file(item)


def _list_file(item: Item) -> Iterator[Listed]:
    kind = _kind(item.name)
    if kind not in _MEMBERS:
        yield Listed(kind, item.name if kind == "stream" else "", item)
        return
    try:
        for member in _MEMBERS[kind](item.name):
            yield Listed(kind, item.name, member)
    except ModuleNotFoundError:
        raise
    except Exception as problem:  # a damaged archive makes its reader raise nearly anything
        yield _problem(item.name, problem)


def _problem(place: str, problem: Exception) -> Listed:
    said = getattr(problem, "strerror", None) or " ".join(str(problem).split())
    if isinstance(problem, InputError):
        reason = said.removeprefix(f"{place}: ")
    else:
        reason = f"cannot be read ({said or type(problem).__name__}); copy it again"
    return Listed("problem", "", Item(place, problem=reason))


def _kind(place: str) -> Kind:
    name = place.lower()
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), "files")


def _places_in(source: str) -> Iterator[str]:
    with open_place(source) as file:
        for line in file:
            place = line.decode("utf-8", "surrogateescape").strip()
            if not place:
                continue
            beside = is_url(place) or is_url(source) or Path(place).is_absolute()
            yield place if beside else str(Path(source).parent / place)
