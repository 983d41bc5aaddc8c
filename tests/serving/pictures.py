"""Small pictures to send."""

from io import BytesIO

import numpy as np
from PIL import Image

from inkdigits.arrays import Uint8Array
from inkdigits.examples import example_images, example_pages

DIGITS = [(image.path, image.digit) for image in example_images()]
FORM, NOTEBOOK, SIDEWAYS = (page.path for page in example_pages())
PNG = {"Content-Type": "image/png"}
BYTES = {"Content-Type": "application/octet-stream"}


def encoded(pixels: Uint8Array, kind: str = "PNG") -> bytes:
    """The bytes of a picture file."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


def one() -> bytes:
    """A picture of 60×60 pixels with a 1 on it."""
    pixels = np.full((60, 60), 255, np.uint8)
    pixels[12:48, 28:33] = 0
    return encoded(pixels)


def blank() -> bytes:
    """A white picture."""
    return encoded(np.full((40, 40), 255, np.uint8))


def pages(count: int, kind: str = "TIFF") -> bytes:
    """A file of that many small white pages."""
    file = BytesIO()
    page = Image.new("L", (40, 30), 255)
    page.save(file, kind, save_all=True, append_images=[page] * (count - 1))
    return file.getvalue()
