from dataclasses import dataclass

import cv2
import numpy as np

from inkdigits.arrays import Images


@dataclass(frozen=True)
class AffineRange:
    """How far a digit may be bent; each amount is drawn evenly from ± this.

    Attributes:
        rotation: degrees.
        scale: share of the size, for width and height apart.
        shear: sideways pixels for each pixel of height.
        shift: pixels, for x and y apart.
    """

    rotation: float = 12.0
    scale: float = 0.12
    shear: float = 0.15
    shift: float = 2.0


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
    angle = np.deg2rad(rng.uniform(-amount.rotation, amount.rotation, count))
    scale_x, scale_y = 1 + rng.uniform(-amount.scale, amount.scale, (2, count))
    shear = rng.uniform(-amount.shear, amount.shear, count)
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.empty((count, 2, 2))
    # rotation · shear · scale
    linear[:, 0, 0] = cos * scale_x
    linear[:, 0, 1] = (cos * shear - sin) * scale_y
    linear[:, 1, 0] = sin * scale_x
    linear[:, 1, 1] = (sin * shear + cos) * scale_y
    middle = (np.array([shape[1], shape[0]]) - 1) / 2
    shift = rng.uniform(-amount.shift, amount.shift, (count, 2))
    return np.concatenate([linear, (middle - linear @ middle + shift)[:, :, None]], axis=2)
