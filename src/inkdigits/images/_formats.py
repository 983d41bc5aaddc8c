from collections.abc import Callable
from io import BytesIO

from PIL import Image

from inkdigits.errors import InputError

FORMATS = "PNG, JPEG, BMP, TIFF, WebP or PDF"


class UnknownFormatError(InputError):
    """A file is of no format that is decoded."""


EXTENSIONS = frozenset({".bmp", ".jfif", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff", ".webp"})
"""How the names of readable files end, in lower case; once opened, only the content counts."""

HEAD_BYTES = 1024
"""So many first bytes tell the format; readers look for a PDF's mark as far into the file."""

_TIFF_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def is_pdf(content: bytes) -> bool:
    """Whether these bytes, of which the first HEAD_BYTES suffice, are a PDF's."""
    return picture_class(content) is None and b"%PDF-" in content[:HEAD_BYTES]


def is_tiff(content: bytes) -> bool:
    """Whether these bytes, of which the first four suffice, are a TIFF's."""
    return content.startswith(_TIFF_MARKS)


def may_have_pages(content: bytes) -> bool:
    """Whether these bytes, of which the first HEAD_BYTES suffice, may hold several pages."""
    return is_tiff(content) or is_pdf(content)


def picture_class(content: bytes) -> Callable[[BytesIO], Image.Image] | None:
    """The Pillow class for these bytes, by their first few; None where there is none.

    The classes are called directly, not through `Image.open`: that one loads every plugin, and it
    warns of large images through Python's warnings before the size can be looked at here.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile
    if content.startswith(b"\xff\xd8\xff"):
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile
    if is_tiff(content):
        from PIL.TiffImagePlugin import TiffImageFile

        return TiffImageFile
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile
    if content.startswith(b"BM"):
        from PIL.BmpImagePlugin import BmpImageFile

        return BmpImageFile
    return None
