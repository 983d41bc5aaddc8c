from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images._gray import to_gray

MAX_BYTES = 64 * 2**20
"""Largest encoded image that is decoded: 64 MiB, twice what a phone's best camera writes."""

MAX_PIXELS = 64 * 2**20
"""Most pixels that are decoded: 67 million, such as 8192×8192 or an A4 page at 800 dpi."""

FORMATS = "PNG, JPEG, BMP, TIFF or WebP"


def decode_gray(source: str | Path | bytes | Uint8Array) -> Uint8Array:
    """Decode an image and bring it to grey levels, as a person would see it.

    Grey, colour, palette, alpha, 1, 8, 16 and 32 bits and CMYK are understood. The camera's
    rotation note (EXIF) is obeyed. What is transparent becomes paper: see `composite`. Of a file
    with several pages or frames the first is taken. Bytes and pixels are bounded before anything
    is decoded, so hostile files cost little.

    Args:
        source: path of a PNG, JPEG, BMP, TIFF or WebP file; or the bytes of one; or pixels that
            are decoded already: uint8 (H, W) grey, (H, W, 3) RGB or (H, W, 4) RGBA.

    Returns:
        (H, W) uint8, 0 black to 255 white, whatever the polarity of the writing.

    Raises:
        InputError: there is no such file, it is no image in one of these formats, it is damaged,
            or it is larger than MAX_BYTES or MAX_PIXELS.
    """
    if isinstance(source, np.ndarray):
        return to_gray(_from_pixels(source))
    if isinstance(source, bytes):
        return _decode(source, "the image")
    return _decode(_read(Path(source)), str(source))


def _read(path: Path) -> bytes:
    """The bytes of a file, never more than MAX_BYTES of them."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: got a folder, wanted one {FORMATS} file; name a file in it")
        if not path.is_file():
            raise InputError(f"{path}: no such file; wanted the path of a {FORMATS} image")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        if isinstance(problem, InputError):
            raise
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from problem


def _decode(content: bytes, name: str) -> Uint8Array:
    if not content:
        raise InputError(f"{name}: got an empty file, wanted a {FORMATS} image; save it again")
    if len(content) > MAX_BYTES:
        raise InputError(
            f"{name}: got more than {MAX_BYTES // 2**20} MiB, wanted a smaller file; "
            "scale the image down first"
        )
    open_image = _opener(content)
    if open_image is None:
        raise InputError(
            f"{name}: got a file that starts with {content[:8]!r}, which is none of the formats "
            f"wanted: {FORMATS}; convert it to one of them"
        )
    try:
        with open_image(BytesIO(content)) as image:
            _check_size(image, name)
            if image.format == "JPEG" and image.mode == "RGB":
                image.draft("L", image.size)  # the luma is stored apart: half the time
            image.load()
            return to_gray(ImageOps.exif_transpose(image))
    except InputError:
        raise
    except Image.DecompressionBombError as problem:
        raise _too_many_pixels(name, "far too many") from problem
    except Exception as problem:  # a damaged file makes Pillow raise nearly anything
        raise InputError(
            f"{name}: got a damaged or incomplete image ({_one_line(problem)}), wanted a whole "
            f"{FORMATS} file; save or copy it again"
        ) from problem


def _opener(content: bytes) -> Callable[[BytesIO], Image.Image] | None:
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
    if content.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        from PIL.TiffImagePlugin import TiffImageFile

        return TiffImageFile
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile
    if content.startswith(b"BM"):
        from PIL.BmpImagePlugin import BmpImageFile

        return BmpImageFile
    return None


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{width}×{height}")


def _too_many_pixels(name: str, got: str) -> InputError:
    return InputError(
        f"{name}: got an image of {got} pixels, wanted at most {MAX_PIXELS // 10**6} million in "
        "all; scale it down first"
    )


def _from_pixels(pixels: Uint8Array) -> Image.Image:
    shape = pixels.shape
    known = len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4))
    if pixels.dtype != np.uint8 or not known or 0 in shape:
        raise InputError(
            f"the image: got pixels of shape {shape} and type {pixels.dtype}, wanted uint8 "
            "(H, W), (H, W, 3) or (H, W, 4) with at least one pixel"
        )
    return Image.fromarray(pixels)


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
