import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images
from inkdigits.evaluation.shifts._light import as_pixels
from inkdigits.evaluation.shifts._thinning import thin

_FINE = 2  # fine pixels along a pixel's edge: thinning on MNIST's own grid would close loops
_INK = 96  # of 255: fainter is the rim of a stroke
_TOGETHER = 500  # digits at a time, whose fine pictures stay in the processor's cache


def stroke(images: Images, width: float, seed: int) -> Images:
    """Draw each digit with a pen of this width instead of its own.

    Strokes lose or gain on both sides what the digit's mean width differs from `width`, but where
    they are thin already a line as wide as the pen stays, so that none breaks. Loops that are
    filled stay so. (Morpho-MNIST does the same by ratios: Castro et al., JMLR 20, 2019, no. 178.)

    No width leaves the digits as they are; MNIST's own strokes are some 2 to 5 pixels wide.
    """
    drawn = np.empty_like(images)
    for start in range(0, len(images), _TOGETHER):
        part = slice(start, start + _TOGETHER)
        drawn[part] = _draw(images[part], width)
    return drawn


def _draw(images: Images, width: float) -> Images:
    count, rows, columns = images.shape
    ink = np.stack([cv2.resize(image, (columns * _FINE, rows * _FINE)) for image in images]) > _INK
    middle = thin(ink)
    inside = _distance(~ink)
    # Distances lead from pixel to pixel; the rim runs half a pixel before the nearest other one.
    outside = _distance(ink) - inside + np.where(ink, np.float32(0.5), np.float32(-0.5))
    grown = outside - (_FINE * width - _mean_width(inside, middle)[:, None, None]) / 2
    beyond = np.minimum(grown, _distance(middle) - _FINE * width / 2)
    coverage = np.clip(0.5 - beyond, 0, 1).reshape(count, rows, _FINE, columns, _FINE)
    return as_pixels(255 * coverage.mean(axis=(2, 4)))


def _mean_width(inside: FloatArray, middle: npt.NDArray[np.bool_]) -> FloatArray:
    """How wide each digit's strokes are on average, in fine pixels: (N,); 0 where nothing is."""
    lengths = middle.sum(axis=(1, 2))
    distances = (inside * middle).sum(axis=(1, 2)) / np.maximum(lengths, 1)
    # Of a stroke 2k - 1 or 2k pixels wide the middle is k away from the paper.
    return np.where(lengths > 0, 2 * distances - 0.5, 0).astype(np.float32)


def _distance(ink: npt.NDArray[np.bool_]) -> FloatArray:
    """How far each pixel is from the nearest one of `ink`, in pixels: (N, H, W) float32."""
    away = np.empty(ink.shape, np.float32)
    for picture, target in zip((~ink).astype(np.uint8), away, strict=True):
        cv2.distanceTransform(picture, cv2.DIST_L2, cv2.DIST_MASK_5, dst=target)
    return away
