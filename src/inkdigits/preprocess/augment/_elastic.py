import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.preprocess.augment._smooth import smooth_windows
from inkdigits.preprocess.augment._tiles import blocks


def augment_elastic(
    images: Images, rng: np.random.Generator, alpha: float = 34.0, sigma: float = 4.0
) -> Images:
    """Draw each digit as a hand that does not obey would: every pixel is moved a little.

    Elastic distortion, Simard, Steinkraus and Platt 2003 (ICDAR, section 2): a random field of
    displacements in [-1, 1], smoothed by a Gaussian of `sigma` and multiplied by `alpha`. Their
    choice for MNIST is the default; it moves a pixel by 1.4 pixels (root mean square) each way.

    Args:
        images: (N, H, W) uint8, ink on 0, which is what comes in from outside.
        rng: where the chances come from.
        alpha: strength, in pixels before smoothing.
        sigma: of the Gaussian, in pixels; larger is stiffer.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    warped = np.empty_like(images)
    shape = images.shape[1:]
    for block in blocks(images):
        digits = images[block]
        moves = smooth_windows(2 * len(digits), shape, sigma, rng) * np.float32(alpha)
        warped[block] = _displace(digits, moves[: len(digits)], moves[len(digits) :])
    return warped


def _displace(images: Uint8Array, dx: FloatArray, dy: FloatArray) -> Uint8Array:
    """Read each pixel from (x + dx, y + dy), between pixels linearly; 0 from outside."""
    count, height, width = images.shape
    # An empty frame of one pixel around each picture stands for everything outside it.
    canvas = np.pad(images, ((0, 0), (1, 1), (1, 1))).reshape(-1, width + 2)
    xs = np.clip(dx + np.arange(1, width + 1, dtype=np.float32), 0, width + 1)
    ys = np.clip(dy + np.arange(1, height + 1, dtype=np.float32)[:, None], 0, height + 1)
    ys += np.arange(count, dtype=np.float32)[:, None, None] * (height + 2)
    moved = cv2.remap(canvas, xs.reshape(-1, width), ys.reshape(-1, width), cv2.INTER_LINEAR)
    return np.asarray(moved, np.uint8).reshape(images.shape)
