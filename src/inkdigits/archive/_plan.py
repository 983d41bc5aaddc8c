"""Which files make up which part: decided once, before anything is read."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from inkdigits.archive._store import Store
from inkdigits.archive.sources import Item, Kind, Listed
from inkdigits.errors import InputError

PLAN = "plan.jsonl"
MOST_BYTES = 256 * 2**20
"""Of the files of a part, as they are stored: a part of large scans has fewer of them."""

_FEWEST = 8
_GROWTH = 32
"""A part may have one file for each `_GROWTH` that stand before it: few files are cut into small
parts, so that every worker has some, and many into few."""

_FILES = re.compile(rb'\{"files":(\d+),')  # what a line begins with: most need no more of it


@dataclass(frozen=True)
class Part:
    """What is read, written and, after a stop, read again as one.

    Attributes:
        kind: how its items are come by.
        container: the archive or table they lie in; empty for files by themselves.
        items: what there is to read.
    """

    kind: Kind
    container: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class PartPlace:
    """Where a part stands in the plan: all that has to be told of it.

    Attributes:
        number: of the part.
        files: how many it has.
        start: its first byte in the plan.
        stop: the byte after its last.
    """

    number: int
    files: int
    start: int
    stop: int

    @property
    def name(self) -> str:
        """What the part's files are called, without an ending."""
        return f"part-{self.number:06}"


def write_plan(store: Store, listed: Iterable[Listed], files_a_part: int) -> None:
    """Cut what was listed into parts and write them down, a JSON line for each.

    Args:
        store: of the job.
        listed: every file to read; it is gone through once and not kept.
        files_a_part: the most files of a part.
    """
    store.write_lines(PLAN, (_to_line(part) for part in _cut(listed, files_a_part)))


def find_parts(store: Store) -> Iterator[PartPlace]:
    """The place of every part in the plan that was written down.

    Raises:
        InputError: the plan is damaged.
    """
    start = 0
    for number, line in enumerate(store.lines(PLAN)):
        files = _FILES.match(line)
        if files is None:
            raise _damaged(store, number)
        yield PartPlace(number, int(files[1]), start, start + len(line))
        start += len(line)


def load_part(store: Store, place: PartPlace) -> Part:
    """Read a part from the plan, and nothing else of it.

    Raises:
        InputError: the plan is damaged.
    """
    line = store.read(PLAN, place.start, place.stop)
    try:
        document = json.loads(line)
        items = tuple(Item(*item) for item in document["items"])
        return Part(document["kind"], document["container"], items)
    except (ValueError, KeyError, TypeError):
        raise _damaged(store, place.number) from None


def _damaged(store: Store, number: int) -> InputError:
    return InputError(
        f"{store.place(PLAN)}: damaged in line {number + 1}; remove the folder and begin anew"
    )


def _cut(listed: Iterable[Listed], files_a_part: int) -> Iterator[Part]:
    before = size = 0
    origin: tuple[Kind, str] = "files", ""
    items: list[Item] = []
    for one in listed:
        most = min(files_a_part, _most_files(before, origin[0]))
        full = len(items) >= most or size + one.item.size > MOST_BYTES
        if items and (full or (one.kind, one.container) != origin):
            yield Part(*origin, tuple(items))
            before += len(items)
            size, items = 0, []
        origin = one.kind, one.container
        items.append(one.item)
        size += one.item.size
    if items:
        yield Part(*origin, tuple(items))


def _most_files(before: int, kind: Kind) -> float:
    """What a part that begins after so many files may have."""
    # A row of a table is come by through all of its row group: many small parts would read it
    # many times.
    return math.inf if kind == "parquet" else max(_FEWEST, before // _GROWTH)


def _to_line(part: Part) -> bytes:
    document: dict[str, Any] = {
        "files": len(part.items),
        "kind": part.kind,
        "container": part.container,
        "items": part.items,
    }
    return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"
