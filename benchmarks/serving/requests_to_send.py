"""The requests that the clients send, as the bytes of HTTP/1.1."""

import cv2
import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.data import load_dataset
from inkdigits.examples import example_pages
from inkdigits.images import decode_gray

MEGAPIXEL = 1_000_000
PAD = 160  # pixels of the longest side of the picture that the page's pad sends


def classify_requests() -> list[bytes]:
    """A hundred digits of the embedded data, as the pad sends them: black on white, RGB, PNG."""
    images = load_dataset("uci-digits").evaluation.images[:100]
    pictures = [cv2.cvtColor(_drawn(image), cv2.COLOR_GRAY2RGB) for image in images]
    return [_request("/v1/classify", _encoded(picture, ".png")) for picture in pictures]


def _drawn(field: Uint8Array) -> Uint8Array:
    """A digit with the sharp edges that a pen on the pad makes."""
    large = cv2.resize(field, (4 * PAD, 4 * PAD), interpolation=cv2.INTER_CUBIC)
    black = np.where(large > 127, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(black, (PAD, PAD), interpolation=cv2.INTER_AREA), np.uint8)


def read_request() -> bytes:
    """The example page nearest to a megapixel, brought to just that, as JPEG."""
    grays = [decode_gray(page.path) for page in example_pages()]
    gray = min(grays, key=lambda gray: abs(np.log(gray.size / MEGAPIXEL)))
    scale = np.sqrt(MEGAPIXEL / gray.size)
    size = [round(side * scale) for side in gray.shape[::-1]]
    picture = cv2.resize(gray, size, interpolation=cv2.INTER_CUBIC)
    return _request("/v1/read", _encoded(picture, ".jpg"))


def _encoded(picture: Uint8Array, kind: str) -> bytes:
    return cv2.imencode(kind, picture)[1].tobytes()


def _request(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
