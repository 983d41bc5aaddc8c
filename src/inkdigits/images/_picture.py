from collections.abc import Generator
from io import BytesIO

from PIL import Image, ImageOps

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images import _limits
from inkdigits.images._formats import FORMATS, picture_class
from inkdigits.images._gray import to_gray
from inkdigits.images._page import DecodedPage, damage_named, name_page


def decode_picture(content: bytes, name: str) -> Generator[DecodedPage, None, None]:
    """Decode what Pillow knows: every page of a TIFF, the first frame of anything else.

    Args:
        content: the encoded image.
        name: what messages call it.

    Raises:
        InputError: as `decode_pages`.
    """
    open_picture = picture_class(content)
    if open_picture is None:
        raise InputError(
            f"{name}: got a file that starts with {content[:8]!r}, which is none of the formats "
            f"wanted: {FORMATS}; convert it to one of them"
        )
    with damage_named(name):
        try:
            image = open_picture(BytesIO(content))
        except Image.DecompressionBombError as problem:
            raise _limits.too_many_pixels(name, "far too many") from problem
    with image:
        count = _count_pages(image, name)
        for number in range(1, count + 1):
            page_name = name_page(name, number, count)
            with damage_named(page_name):
                if count > 1:
                    image.seek(number - 1)
                gray = _decode_frame(image, page_name)
            yield DecodedPage(number, count, gray)


def _count_pages(image: Image.Image, name: str) -> int:
    """How many pages a TIFF has, up to the first whose header is damaged; 1 of anything else."""
    if image.format != "TIFF":
        return 1
    for index in range(1, _limits.MAX_PAGES + 1):
        try:
            image.seek(index)
        except EOFError:
            image.seek(0)
            return index
        except Exception:  # said when that page's turn comes
            image.seek(0)
            return index + 1
    raise _limits.too_many_pages(name)


def _decode_frame(image: Image.Image, name: str) -> Uint8Array:
    _limits.check_pixels(*image.size, name)
    if image.format == "JPEG" and image.mode == "RGB":
        image.draft("L", image.size)  # the luma is stored apart: half the time
    image.load()
    return to_gray(ImageOps.exif_transpose(image))
