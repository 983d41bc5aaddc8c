"""Pictures as files, for the tests of what decodes them."""

import io
import struct
import zlib

import numpy as np
from PIL import Image


def bar_page(height: int = 40, width: int = 60) -> np.ndarray:
    """(height, width) uint8: light paper, a dark bar in the upper left."""
    gray = np.full((height, width), 230, np.uint8)
    gray[4:20, 6:12] = 20
    return gray


def encode(image: Image.Image, kind: str, **settings: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **settings)
    return buffer.getvalue()


def encode_all(images: list[Image.Image], kind: str, **settings: object) -> bytes:
    return encode(images[0], kind, save_all=True, append_images=images[1:], **settings)


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of few bytes whose header announces any size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))
