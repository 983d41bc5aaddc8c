import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.preprocess.augment._smooth import smooth_windows
from inkdigits.preprocess.augment._tiles import blocks

_HILLS = 6.0  # sigma of an uneven ground, in pixels: wider than any stroke


def augment_ground(images: Images, rng: np.random.Generator, level: float = 0.5) -> Images:
    """Write each digit on grey paper instead of black: sloping, and a little uneven.

    The ground is a grey level, a slope in any direction and wide hills; the ink lies over it as
    light upon light (screen blending), so that full ink stays full ink.

    Args:
        images: (N, H, W) uint8, ink bright on 0.
        rng: where the chances come from.
        level: the brightest ground there may be, as a share of full ink.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    written = np.empty_like(images)
    for block in blocks(images):
        digits = images[block]
        ground = _grounds(len(digits), digits.shape[1:], rng)
        bare = np.rint(255 * (1 - level * ground)).astype(np.uint8)
        written[block] = 255 - _multiply(255 - digits, bare)
    return written


def _grounds(count: int, shape: tuple[int, ...], rng: np.random.Generator) -> FloatArray:
    """(count, H, W) float32 in [0, 1]: grounds from even to sloping to hilly."""
    ys, xs = (np.linspace(-0.5, 0.5, side, dtype=np.float32) for side in shape)
    brightest, slope, hills = rng.random((3, count, 1, 1), np.float32)
    angle = rng.uniform(0, 2 * np.pi, (count, 1, 1)).astype(np.float32)
    ground = smooth_windows(count, shape, _HILLS, rng)
    ground *= hills * np.float32(_HILLS)
    ground += slope * (np.cos(angle) * xs + np.sin(angle) * ys[:, None]) + np.float32(0.6)
    np.clip(ground, 0, 1, out=ground)
    ground *= brightest
    return ground


def _multiply(a: Uint8Array, b: Uint8Array) -> Uint8Array:
    """Product of two shares, each given as 0 to 255."""
    flat = cv2.multiply(a.reshape(len(a), -1), b.reshape(len(b), -1), scale=1 / 255)
    return np.asarray(flat, np.uint8).reshape(a.shape)
