from pathlib import Path

import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError, WorkError
from inkdigits.files import atomic_path

WRITTEN_FORMATS = (".png", ".jpg", ".jpeg", ".webp")
"""Endings of the names of pictures that can be written."""


def write_picture(target: Path, pixels: Uint8Array) -> None:
    """Write a picture to a file, atomically, in the format that its name says.

    Args:
        target: ends in one of WRITTEN_FORMATS; its folder is made if missing.
        pixels: (H, W) grey or (H, W, 3) RGB uint8.

    Raises:
        InputError: the name says another format.
        WorkError: the format cannot hold a picture of this size.
    """
    import cv2  # not above: who only decodes pictures should not wait for it

    if target.suffix.lower() not in WRITTEN_FORMATS:
        raise InputError(
            f"{target}: got a name for a picture that does not end in one of "
            f"{', '.join(WRITTEN_FORMATS)}; choose one of these"
        )
    in_order = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., ::-1])
    done, code = cv2.imencode(target.suffix.lower(), in_order)
    if not done:
        height, width = pixels.shape[:2]
        raise WorkError(
            f"{target}: a picture of {width}×{height} pixels cannot be written in this format; "
            "choose .png"
        )
    with atomic_path(target) as temporary:
        temporary.write_bytes(code.tobytes())
