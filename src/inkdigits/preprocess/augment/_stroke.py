import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.preprocess.augment._tiles import blocks, filter_tiles

# Mean widths in pixels between which a digit of 20 pixels stays readable: a hairline, a marker.
_HAIRLINE, _MARKER = 1.2, 5.5

_FINE = 2  # strokes are moved on a raster twice as fine, or a thin one would fade, not thin


def augment_stroke(images: Images, rng: np.random.Generator, reach: float = 1.0) -> Images:
    """Write each digit with another pen: thicker by dilation or thinner by erosion.

    The edges of the strokes are moved by an even chance in ±`reach`, fractions of a pixel
    included, but never so far that a digit gets thinner than a hairline or thicker than a marker.

    Args:
        images: (N, H, W) uint8, ink bright on 0.
        rng: where the chances come from.
        reach: pixels, on each side of a stroke.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    written = np.empty_like(images)
    for block in blocks(images):
        width = mean_width(images[block])
        low = np.maximum(-reach, np.minimum(0, (_HAIRLINE - width) / 2))
        high = np.minimum(reach, np.maximum(0, (_MARKER - width) / 2))
        written[block] = move_edges(images[block], rng.uniform(low, high))
    return written


def mean_width(images: Images) -> FloatArray:
    """Mean width of each digit's strokes in pixels: twice the area over the outline's length.

    Args:
        images: (N, H, W) uint8, ink bright on 0.

    Returns:
        (N,) float32; 0 where there is no ink.
    """
    ink = np.pad(images, ((0, 0), (0, 1), (0, 1))).astype(np.float32)
    across, down = ink[:, :-1, 1:] - ink[:, :-1, :-1], ink[:, 1:, :-1] - ink[:, :-1, :-1]
    outline = np.sqrt(across**2 + down**2).sum(axis=(1, 2))
    width: FloatArray = 2 * ink.sum(axis=(1, 2)) / np.maximum(outline, 1)
    return width


def move_edges(images: Images, offsets: np.ndarray) -> Images:
    """Move the edges of all strokes outwards (dilation) or, below 0, inwards (erosion).

    Args:
        images: (N, H, W) uint8, ink bright on 0.
        offsets: (N,) pixels.

    Returns:
        (N, H, W) uint8, new.
    """
    moved = images.copy()
    steps = np.abs(offsets) * _FINE
    whole = np.floor(steps).astype(int)
    for radius in np.unique(whole):
        for method, wanted in ((cv2.MORPH_ERODE, offsets < 0), (cv2.MORPH_DILATE, offsets > 0)):
            chosen = np.flatnonzero(wanted & (whole == radius))
            if chosen.size:
                share = (steps[chosen] - radius).astype(np.float32)[:, None, None]
                less = _morph(images[chosen], method, radius)
                more = _morph(images[chosen], method, radius + 1)
                moved[chosen] = np.rint(less * (1 - share) + more * share)
    return moved


def _morph(images: Uint8Array, method: int, radius: int) -> Uint8Array:
    """Erode or dilate by a disc of `radius` pixels of the fine raster."""
    if radius == 0:
        return images
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))

    def operation(canvas: Uint8Array) -> Uint8Array:
        fine = cv2.resize(canvas, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_NEAREST)
        size = canvas.shape[1], canvas.shape[0]
        changed = cv2.morphologyEx(fine, method, disc)
        return np.asarray(cv2.resize(changed, size, interpolation=cv2.INTER_AREA), np.uint8)

    return filter_tiles(images, radius // _FINE + 2, operation)
