"""Files that lie by themselves."""

from collections.abc import Iterator, Sequence

from inkdigits.archive.sources._item import Fetched, Item
from inkdigits.archive.sources._places import open_place
from inkdigits.archive.sources._told import told
from inkdigits.images import read_bounded


def fetch_files(_: str, items: Sequence[Item]) -> Iterator[Fetched]:
    """The bytes of each file."""
    for item in items:
        with told(item) as answer, open_place(item.name) as file:
            answer.content = read_bounded(file)
        yield item, answer.content
