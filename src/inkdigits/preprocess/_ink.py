import cv2
import numpy as np

from inkdigits.arrays import Uint8Array


def find_ink(gray: Uint8Array) -> Uint8Array:
    """Separate a digit's ink from what it is written on.

    Args:
        gray: (H, W) uint8, either polarity.

    Returns:
        (H, W) uint8, ink bright (255) on 0; all 0 where there is no ink.
    """
    border = np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]])
    background = float(np.median(border))
    signed = gray.astype(np.float32) - background
    ink = np.abs(signed)
    peak = float(np.percentile(ink, 99.5))
    if peak < 16:
        return np.zeros_like(gray)
    levels: Uint8Array = np.clip(ink * (255 / peak), 0, 255).astype(np.uint8)
    threshold, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    levels[levels < threshold / 2] = 0
    return levels
