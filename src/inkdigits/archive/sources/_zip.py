"""Members of .zip archives."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from zipfile import ZipFile

from inkdigits.archive.sources._item import Fetched, Item
from inkdigits.archive.sources._places import open_place
from inkdigits.archive.sources._told import told
from inkdigits.images import is_image_name, read_bounded


def list_zip(place: str) -> Iterator[Item]:
    """The images in a .zip, in its own order.

    Raises:
        Exception: it is damaged, in whatever way.
    """
    with open_place(place) as file, ZipFile(file) as archive:
        for number, member in enumerate(archive.infolist()):
            if not member.is_dir() and is_image_name(PurePosixPath(member.filename).name):
                yield Item(f"{place}/{member.filename}", member.file_size, number)


def fetch_zip(place: str, items: Sequence[Item]) -> Iterator[Fetched]:
    """The bytes of members, each found by its number: names may stand there twice."""
    with open_place(place) as file, ZipFile(file) as archive:
        members = archive.infolist()
        for item in items:
            with told(item) as answer, archive.open(members[item.at]) as member:
                answer.content = read_bounded(member)
            yield item, answer.content
