"""What an untrusted file may cost, checked before anything is decoded."""

from inkdigits.errors import InputError


class TooLargeError(InputError):
    """A file has more bytes, pixels or pages than are decoded."""


MAX_BYTES = 64 * 2**20
"""Largest encoded image that is decoded: 64 MiB, twice what a phone's best camera writes."""

MAX_DOCUMENT_BYTES = 512 * 2**20
"""Largest PDF or TIFF that is decoded: 512 MiB, some 500 pages scanned in colour."""

MAX_PIXELS = 64 * 2**20
"""Most pixels that are decoded: 67 million, such as 8192×8192 or an A4 page at 800 dpi."""

MAX_PAGES = 2000
"""Most pages in one file."""


def too_many_pixels(name: str, got: str, most: int) -> TooLargeError:
    """What to raise for an image of more than `most` pixels."""
    return TooLargeError(
        f"{name}: got an image of {got} pixels, wanted at most {most // 10**6} million in all; "
        "scale it down first"
    )


def too_many_pages(name: str) -> TooLargeError:
    """What to raise for a file of more than MAX_PAGES."""
    return TooLargeError(
        f"{name}: got more than {MAX_PAGES} pages, wanted at most so many; split it into several "
        "files"
    )
