from dataclasses import dataclass

import cv2
import numpy as np

from inkdigits.arrays import Images

_BOX = 20  # the longer side of an MNIST digit's ink, in pixels
_LEAN = np.deg2rad(30)  # a stem that leans more belongs to no upright digit
_OVERHANG = 0.5  # pixels of the box that may leave the field


@dataclass(frozen=True)
class AffineRange:
    """How far a digit may be bent; each amount is drawn evenly from ± this.

    What is drawn together stays readable: rotation and shear add up to a lean of at most 30°, the
    size to at most that of the field, and a large digit is shifted less, so that it stays inside.

    Attributes:
        rotation: degrees.
        scale: share of the size, for width and height apart.
        shear: sideways pixels for each pixel of height.
        shift: pixels, for x and y apart.
        zoom: share of the size, for width and height together.
    """

    rotation: float = 10.0
    scale: float = 0.1
    shear: float = 0.1
    shift: float = 2.0
    zoom: float = 0.0


def augment_affine(
    images: Images, rng: np.random.Generator, amount: AffineRange | None = None
) -> Images:
    """Draw each digit a little turned, stretched, slanted and moved.

    Args:
        images: (N, H, W) uint8, ink on 0, which is what comes in from outside.
        rng: where the chances come from.
        amount: how far; None takes the defaults, which keep a 6 a 6.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    matrices = _affine_matrices(len(images), images.shape[1:], rng, amount or AffineRange())
    warped = np.empty_like(images)
    height, width = images.shape[1:]
    for image, matrix, target in zip(images, matrices, warped, strict=True):
        cv2.warpAffine(image, matrix, (width, height), dst=target, flags=cv2.INTER_LINEAR)
    return warped


def _affine_matrices(
    count: int, shape: tuple[int, ...], rng: np.random.Generator, amount: AffineRange
) -> np.ndarray:
    """(count, 2, 3) float64 maps about the picture's middle, as cv2.warpAffine takes them."""
    size = np.array([shape[1], shape[0]])
    angle = np.deg2rad(rng.uniform(-amount.rotation, amount.rotation, count))
    scale = 1 + rng.uniform(-amount.scale, amount.scale, (2, count))
    shear = rng.uniform(-amount.shear, amount.shear, count)
    # A sheared and turned stem leans by arctan(shear) - angle.
    shear = np.clip(shear, np.tan(angle - _LEAN), np.tan(angle + _LEAN))
    if amount.zoom:
        scale *= 1 + rng.uniform(-amount.zoom, amount.zoom, count)
    scale = np.minimum(scale, size[:, None] / _BOX)
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.empty((count, 2, 2))
    # rotation · shear · scale
    linear[:, 0, 0] = cos * scale[0]
    linear[:, 0, 1] = (cos * shear - sin) * scale[1]
    linear[:, 1, 0] = sin * scale[0]
    linear[:, 1, 1] = (sin * shear + cos) * scale[1]
    reach = np.clip((size - _BOX * scale.T) / 2 + _OVERHANG, 0, amount.shift)
    shift = rng.uniform(-reach, reach)
    middle = (size - 1) / 2
    return np.concatenate([linear, (middle - linear @ middle + shift)[:, :, None]], axis=2)
