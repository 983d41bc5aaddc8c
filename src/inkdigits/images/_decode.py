from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images import _limits
from inkdigits.images._content import load_content
from inkdigits.images._formats import is_pdf
from inkdigits.images._gray import to_gray
from inkdigits.images._page import DecodedPage
from inkdigits.images._pdf import decode_pdf
from inkdigits.images._picture import decode_picture


def decode_pages(
    source: str | Path | bytes | Uint8Array,
    most_pixels: int | None = None,
    name: str = "the image",
) -> Generator[DecodedPage, None, None]:
    """Decode a file's pages one by one, each to grey levels as a person would see it.

    Grey, colour, palette, alpha, 1, 8, 16 and 32 bits and CMYK are understood. The camera's
    rotation note (EXIF) is obeyed. What is transparent becomes paper: see `composite`. A TIFF or
    PDF has as many pages as it has; of other files with several frames the first is taken. A PDF's
    page is drawn with a longer side of 2,200 pixels, or at 300 dpi where that is less. Bytes,
    pixels and pages are bounded before anything is decoded, so hostile files cost little.

    Nothing is opened before the first page is asked for. The pages before a damaged one come out;
    the error in its place is the last thing that comes.

    Args:
        source: path of a PNG, JPEG, BMP, TIFF, WebP or PDF file; or the bytes of one; or pixels
            that are decoded already: uint8 (H, W) grey, (H, W, 3) RGB or (H, W, 4) RGBA.
        most_pixels: of a page; None takes MAX_PIXELS. Decoding takes up to 20 bytes for each.
        name: what messages call bytes; a path speaks for itself.

    Yields:
        Each page in turn.

    Raises:
        InputError: there is no such file, it is none of these formats, it is damaged, locked with
            a password or has no pages, or it exceeds MAX_BYTES (MAX_DOCUMENT_BYTES for a TIFF or
            PDF), most_pixels or MAX_PAGES. The message names the file, and the page where it has
            several.
    """
    if isinstance(source, np.ndarray):
        yield DecodedPage(1, 1, to_gray(_from_pixels(source)))
        return
    content, name = load_content(source, name)
    decode = decode_pdf if is_pdf(content) else decode_picture
    yield from decode(content, name, most_pixels or _limits.MAX_PIXELS)


def decode_gray(
    source: str | Path | bytes | Uint8Array, most_pixels: int | None = None
) -> Uint8Array:
    """Decode an image, or the first page of a file with several; otherwise as `decode_pages`.

    Returns:
        (H, W) uint8, 0 black to 255 white, whatever the polarity of the writing.

    Raises:
        InputError: as `decode_pages`.
    """
    # Closed at once, for a PDF holds memory that Python does not see.
    with closing(decode_pages(source, most_pixels)) as pages:
        return next(pages).gray


def _from_pixels(pixels: Uint8Array) -> Image.Image:
    shape = pixels.shape
    known = len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4))
    if pixels.dtype != np.uint8 or not known or 0 in shape:
        raise InputError(
            f"the image: got pixels of shape {shape} and type {pixels.dtype}, wanted uint8 "
            "(H, W), (H, W, 3) or (H, W, 4) with at least one pixel"
        )
    return Image.fromarray(pixels)
