from collections.abc import Callable, Iterator, Sequence

from inkdigits.archive.sources._files import fetch_files
from inkdigits.archive.sources._item import Fetched, Item, Kind
from inkdigits.archive.sources._parquet import fetch_parquet
from inkdigits.archive.sources._tar import fetch_stream, fetch_tar
from inkdigits.archive.sources._zip import fetch_zip
from inkdigits.errors import InputError


def fetch(kind: Kind, container: str, items: Sequence[Item]) -> Iterator[Fetched]:
    """The bytes of items that are come by in the same way, in their order, one at a time.

    What cannot be had comes with its reason: nothing is left out. Of a compressed .tar all images
    come, whatever the items.

    Args:
        kind: how they are come by.
        container: the archive or table they lie in.
        items: as they were listed.
    """
    come = 0
    try:
        for fetched in _WAYS[kind](container, items):
            come += 1
            yield fetched
    except ModuleNotFoundError:
        raise
    except Exception as problem:  # the archive itself is gone or broken
        reason = " ".join(str(problem).split()) or type(problem).__name__
        for item in items[come:]:
            yield item, InputError(f"{item.name}: cannot be read ({reason}); copy it again")


def _problems(_: str, items: Sequence[Item]) -> Iterator[Fetched]:
    for item in items:
        yield item, InputError(f"{item.name}: {item.problem}")


_WAYS: dict[Kind, Callable[[str, Sequence[Item]], Iterator[Fetched]]] = {
    "files": fetch_files,
    "zip": fetch_zip,
    "tar": fetch_tar,
    "stream": fetch_stream,
    "parquet": fetch_parquet,
    "problem": _problems,
}
