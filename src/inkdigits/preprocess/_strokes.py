"""How thick the pen was, and bringing it to what MNIST's pens were."""

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array

# The widths between which 95 % of MNIST's strokes lie, in pixels of the 20x20 box.
THINNEST, THICKEST = 1.9, 4.4


def stroke_width(ink: Uint8Array) -> float:
    """Mean width of the strokes in pixels; 0 where there is no ink.

    In a bar of width w the mean distance from the ink to the bare paper is w/4.

    Args:
        ink: (H, W) uint8, ink bright (255) on 0.
    """
    inked = (ink > 127).astype(np.uint8)
    mask = cv2.copyMakeBorder(inked, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    if not mask.any():
        return 0.0
    distance = cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return 4 * float(distance[mask > 0].mean())


def adapt_strokes(ink: Uint8Array, box: int = 20) -> Uint8Array:
    """Thicken a hairline, thin a marker, and leave what is usual in MNIST as it is.

    Args:
        ink: (H, W) uint8, cropped to the ink, bright (255) on 0.
        box: the longest side that the ink is going to have in the field, in pixels.

    Returns:
        uint8; `ink` itself, or a picture up to a stroke's width larger on each side.
    """
    longest = max(ink.shape)
    width = stroke_width(ink)
    wanted = float(np.clip(width * box / longest, THINNEST, THICKEST)) / box
    # Growing by r on each side makes the box grow too: (width + 2r) / (longest + 2r) = wanted.
    grow = (wanted * longest - width) / (2 * (1 - wanted))
    if abs(grow) < 0.02 * width:
        return ink
    margin = max(0, int(np.ceil(grow))) + 1
    signed = signed_distance(np.pad(ink, margin))
    return np.asarray(np.rint(255 * np.clip(grow - signed + 0.5, 0, 1)), np.uint8)


def signed_distance(ink: Uint8Array) -> FloatArray:
    """Distance in pixels to the strokes' outline, negative within them.

    Args:
        ink: (H, W) uint8, ink bright (255) on 0.

    Returns:
        (H, W) float32.
    """
    mask = (ink > 127).astype(np.uint8)
    outside = cv2.distanceTransform(1 - mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(np.where(mask > 0, 0.5 - inside, outside - 0.5), np.float32)
