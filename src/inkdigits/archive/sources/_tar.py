"""Members of .tar archives."""

import tarfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from inkdigits.archive.sources._item import Fetched, Item
from inkdigits.archive.sources._places import open_place
from inkdigits.archive.sources._told import told
from inkdigits.errors import InputError
from inkdigits.images import MAX_DOCUMENT_BYTES, is_image_name, read_bounded


def list_tar(place: str) -> Iterator[Item]:
    """The images in a .tar, in its own order, each with the place of its first byte.

    Raises:
        Exception: it is damaged, in whatever way.
    """
    with open_place(place) as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for member in _images(archive):
            yield Item(f"{place}/{member.name}", member.size, member.offset_data)


def fetch_tar(place: str, items: Sequence[Item]) -> Iterator[Fetched]:
    """The bytes of members, from where they stand; the archive is not gone through again."""
    with open_place(place) as file:
        for item in items:
            with told(item) as answer:
                file.seek(item.at)
                content = file.read(min(item.size, MAX_DOCUMENT_BYTES + 1))
                if len(content) < min(item.size, MAX_DOCUMENT_BYTES + 1):
                    raise EOFError("the archive ends before the file does")
                answer.content = read_bounded(BytesIO(content))
            yield item, answer.content


def fetch_stream(place: str, _: Sequence[Item]) -> Iterator[Fetched]:
    """The images in a compressed .tar as they come; where it is broken off, that comes last."""
    with open_place(place) as file:
        end = Item(place)
        try:
            with tarfile.open(fileobj=file, mode="r|*") as archive:
                for member in _images(archive):
                    item = Item(f"{place}/{member.name}", member.size)
                    with told(item) as answer:
                        content = cast(BinaryIO, archive.extractfile(member))
                        answer.content = read_bounded(content)
                    yield item, answer.content
        except (tarfile.TarError, EOFError, OSError, ValueError) as problem:
            yield end, InputError(f"{place}: the rest cannot be read ({problem}); copy it again")


def _images(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        archive.members = []  # type: ignore[attr-defined]  # it keeps all it has seen, millions
        if member.isreg() and is_image_name(PurePosixPath(member.name).name):
            yield member
