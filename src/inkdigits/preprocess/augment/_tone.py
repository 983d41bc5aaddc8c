"""What a camera or a scanner does to a written digit: blur, noise, low contrast."""

import cv2
import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.preprocess.augment._tiles import blocks, filter_tiles

_BLURS = 8  # different blurs, evenly spaced: digits of the same blur share a call


def augment_blur(images: Images, rng: np.random.Generator, sigma: float = 1.0) -> Images:
    """Blur each digit by a Gaussian.

    Args:
        images: (N, H, W) uint8.
        rng: where the chances come from.
        sigma: the strongest blur in pixels; each digit's is an eighth of it to the whole.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    blurred = images.copy()
    if not sigma:
        return blurred
    strengths = rng.integers(1, _BLURS + 1, len(images))
    for strength in range(1, _BLURS + 1):
        own = sigma * strength / _BLURS
        chosen = np.flatnonzero(strengths == strength)

        def blur(canvas: Uint8Array, own: float = own) -> Uint8Array:
            return np.asarray(cv2.GaussianBlur(canvas, (0, 0), own), np.uint8)

        blurred[chosen] = filter_tiles(images[chosen], int(np.ceil(4 * own)) + 1, blur)
    return blurred


def augment_noise(images: Images, rng: np.random.Generator, deviation: float = 25.0) -> Images:
    """Add Gaussian noise to each digit, clipped to what a pixel can be.

    Args:
        images: (N, H, W) uint8.
        rng: where the chances come from.
        deviation: the strongest noise's standard deviation in grey levels of 255; each digit's is
            drawn evenly from 0 to it.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    noisy = np.empty_like(images)
    for block in blocks(images):
        noise = rng.standard_normal(images[block].shape, np.float32)
        noise *= rng.uniform(0, deviation, (len(noise), 1, 1)).astype(np.float32)
        noise += images[block]
        noisy[block] = np.clip(np.rint(noise, out=noise), 0, 255, out=noise)
    return noisy


def augment_contrast(images: Images, rng: np.random.Generator, loss: float = 0.5) -> Images:
    """Make each digit's ink fainter.

    Args:
        images: (N, H, W) uint8, ink bright on 0.
        rng: where the chances come from.
        loss: the largest share of its brightness that ink may lose; each digit's is drawn evenly
            from 0 to it.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    # In 256ths, so that whole numbers of 16 bits do.
    kept = np.rint(256 * (1 - rng.uniform(0, loss, (len(images), 1, 1)))).astype(np.uint16)
    faint = np.empty_like(images)
    for block in blocks(images):
        faint[block] = (images[block] * kept[block] + 128) >> 8
    return faint
