"""What pencil, paper, lamp and camera do to a digit's grey levels."""

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images

_MIDDLE_GREY = 127.5


def noise(images: Images, deviation: float, seed: int) -> Images:
    """Add Gaussian noise of this standard deviation to every pixel, cut off at black and white."""
    drawn = np.random.default_rng(seed).standard_normal(images.shape, np.float32)
    return as_pixels(images + np.float32(deviation) * drawn)


def blur(images: Images, deviation: float, seed: int) -> Images:
    """Blur with a Gaussian of this standard deviation; outside the field there is no ink."""
    if deviation == 0:
        return images.copy()
    blurred = np.empty_like(images)
    for image, target in zip(images, blurred, strict=True):
        cv2.GaussianBlur(image, (0, 0), deviation, dst=target, borderType=cv2.BORDER_CONSTANT)
    return blurred


def contrast(images: Images, share: float, seed: int) -> Images:
    """Bring ink and paper nearer to middle grey, until this share of their distance remains."""
    return as_pixels(_MIDDLE_GREY + share * (images - np.float32(_MIDDLE_GREY)))


def gradient(images: Images, height: float, seed: int) -> Images:
    """Lay the ink on a grey slope, black to `height` across the field, in a drawn direction."""
    across = across_lines(images, np.random.default_rng(seed))
    # The corners are the farthest from the middle, and which of them depends on the direction.
    reach = np.abs(across).max(axis=(1, 2), keepdims=True)
    paper = np.float32(height / 2) * (1 + across / reach)
    return as_pixels(paper + images * (1 - paper / 255))


def polarity(images: Images, inverted: float, seed: int) -> Images:
    """Dark ink on bright paper where `inverted` is 1; as they are where it is 0."""
    return 255 - images if inverted else images.copy()


def across_lines(images: Images, rng: np.random.Generator) -> FloatArray:
    """How far each pixel lies from a line through the middle, whose angle is drawn for each image.

    Returns:
        (N, H, W) float32 pixels, negative on one side of the line.
    """
    angle = rng.uniform(0, 2 * np.pi, len(images)).astype(np.float32)[:, None, None]
    y, x = np.indices(images.shape[1:], np.float32)
    middle_y, middle_x = (np.array(images.shape[1:], np.float32) - 1) / 2
    across: FloatArray = (x - middle_x) * np.cos(angle) + (y - middle_y) * np.sin(angle)
    return across


def as_pixels(grey: npt.NDArray[np.floating]) -> Images:
    """Round grey levels to pixels; what lies outside 0 to 255 is cut off."""
    pixels: Images = np.rint(grey).clip(0, 255).astype(np.uint8)
    return pixels
