"""The grey levels of pages that were not kept."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from inkdigits.cli._read_page import name_page
from inkdigits.cli._read_sources import Source
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.images import DecodedPage


class AgainDecoded:
    """Decodes pages once more, in the order in which they came first.

    Each file is gone through once, however many of its pages are asked for.
    """

    def __init__(self) -> None:
        self._source: Source | None = None
        self._pages: Generator[DecodedPage, None, None] | None = None

    def picture(self, source: Source, number: int | None) -> "Uint8Array":
        """The (H, W) uint8 grey levels of a page, which comes after all that were asked for.

        Raises:
            InputError: the file is not what it was.
        """
        from inkdigits.images import decode_pages

        if self._pages is None or source != self._source:
            self.close()
            self._source, self._pages = source, decode_pages(source.path)
        for page in self._pages:
            if page.number == (number or 1):
                return page.gray
        raise InputError(
            f"{name_page(source, number)}: the page is gone; leave the file as it is until all "
            "is read"
        )

    def close(self) -> None:
        """Give back what the last file holds."""
        if self._pages is not None:
            self._pages.close()
