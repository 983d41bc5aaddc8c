"""A TIFF's pages, found without Pillow, which takes a later page that libtiff refuses for black.

A TIFF is a chain: the header tells the place of the first page's directory, and each directory
ends with the place of the next (TIFF 6.0, section 2; BigTIFF has wider fields). With the header
changed to name a later page, that page is the first, and its damage is noticed like a first one's.
"""

from collections.abc import Iterator
from io import BytesIO
from struct import error as struct_error
from struct import pack, unpack_from


def later_pages(content: bytes) -> Iterator[int]:
    """The places of the directories behind the first one, in the order of the pages.

    Where the chain is cut off the last place is one at which no page can be read.
    """
    place_format, header = _place_in_header(content)
    count_format = place_format if header == 8 else place_format[0] + "H"
    count_bytes, entry_bytes = (8, 20) if header == 8 else (2, 12)
    seen, place = set[int](), _number(place_format, content, header)
    while place:
        seen.add(place)
        end = place + count_bytes + entry_bytes * (_number(count_format, content, place) or 0)
        if end > len(content):
            return
        place = _number(place_format, content, end)
        if place in seen:
            return
        if place is None:
            yield len(content)
        elif place:
            yield place


def put_first(file: BytesIO, place: int) -> None:
    """Make the page whose directory lies at `place` the first one of a TIFF, in memory."""
    place_format, header = _place_in_header(file.getvalue())
    file.seek(header)
    file.write(pack(place_format, place))
    file.seek(0)


def _place_in_header(content: bytes) -> tuple[str, int]:
    """How the place of a directory is written, and where the first one's stands."""
    order = "<" if content.startswith(b"II") else ">"
    is_big = unpack_from(order + "H", content, 2) == (43,)
    return (order + "Q", 8) if is_big else (order + "L", 4)


def _number(number_format: str, content: bytes, place: int) -> int | None:
    """A number in the file; None where the file ends before it."""
    try:
        return int(unpack_from(number_format, content, place)[0])
    except (struct_error, OverflowError):
        return None
