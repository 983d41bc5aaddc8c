from collections.abc import Callable, Generator
from io import BytesIO
from itertools import islice

from PIL import Image, ImageOps

from inkdigits.arrays import Uint8Array
from inkdigits.images import _limits
from inkdigits.images._formats import FORMATS, UnknownFormatError, is_tiff, picture_class
from inkdigits.images._gray import to_gray
from inkdigits.images._page import DecodedPage, damage_named, name_page
from inkdigits.images._tiff import later_pages, put_first


def decode_picture(
    content: bytes, name: str, most_pixels: int
) -> Generator[DecodedPage, None, None]:
    """Decode what Pillow knows: every page of a TIFF, the first frame of anything else.

    Args:
        content: the encoded image.
        name: what messages call it.
        most_pixels: of a page.

    Raises:
        InputError: as `decode_pages`.
    """
    open_picture = picture_class(content)
    if open_picture is None:
        raise UnknownFormatError(
            f"{name}: got a file that starts with {content[:8]!r}, which is none of the formats "
            f"wanted: {FORMATS}; convert it to one of them"
        )
    file = BytesIO(content)
    places = islice(later_pages(content), _limits.MAX_PAGES) if is_tiff(content) else ()
    pages = [None, *places]
    if len(pages) > _limits.MAX_PAGES:
        raise _limits.too_many_pages(name)
    for number, place in enumerate(pages, 1):
        page_name = name_page(name, number, len(pages))
        with damage_named(page_name):
            if place is not None:
                put_first(file, place)
            gray = _decode(open_picture, file, page_name, most_pixels)
        yield DecodedPage(number, len(pages), gray)


def _decode(
    open_picture: Callable[[BytesIO], Image.Image], file: BytesIO, name: str, most_pixels: int
) -> Uint8Array:
    try:
        with open_picture(file) as image:
            width, height = image.size
            if width * height > most_pixels:
                raise _limits.too_many_pixels(name, f"{width}×{height}", most_pixels)
            if image.format == "PNG":
                # Pillow decodes pixels without a look at their checksums.
                open_picture(BytesIO(file.getvalue())).verify()
            if image.format == "JPEG" and image.mode == "RGB":
                image.draft("L", image.size)  # the luma is stored apart: half the time
            image.load()
            return to_gray(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as problem:
        raise _limits.too_many_pixels(name, "far too many", most_pixels) from problem
