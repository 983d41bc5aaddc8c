from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image

from inkdigits.arrays import Uint8Array

# Percentiles that tell darkest, usual and lightest; a thin pen inks but one pixel in a hundred.
_TONES = (0.5, 50, 99.5)
# Below this spread from darkest to lightest what is visible is one tone.
_ONE_TONE = 64
# Pixels that are computed at once.
_STRIP = 2**20


def to_gray(image: Image.Image) -> Uint8Array:
    """Grey levels of a decoded image: (H, W) uint8, 0 black to 255 white.

    Args:
        image: any mode of Pillow's. Transparency is composited as in `composite`; more than 8 bits
            are scaled as in `scale_levels`; colour becomes luma (ITU-R BT.601).
    """
    if image.has_transparency_data:
        layers = image if image.mode == "RGBA" else image.convert("RGBA")
        luma, alpha = (np.asarray(layer) for layer in (layers.convert("L"), layers.getchannel("A")))
        return luma.copy() if alpha.min() == 255 else composite(luma, alpha)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return scale_levels(np.asarray(image))
    if image.mode == "CMYK":
        image = image.convert("RGB")
    return np.asarray(image.convert("L")).copy()


def scale_levels(levels: npt.NDArray[np.generic]) -> Uint8Array:
    """Bring deep grey levels to 8 bits.

    Unsigned 16-bit integers are divided by the full scale of the smallest depth from 8 to 16 bits
    that holds them, since many cameras and scanners put 10 or 12 bits in 16. Floats in [0, 1] are
    multiplied by 255. Anything else is stretched from its own least to its own greatest value; NaN
    and infinities count as the least.

    Args:
        levels: (H, W) integers or floats.
    """
    finite = np.isfinite(levels)
    if not finite.any():
        return np.zeros(levels.shape, np.uint8)
    known = levels[finite]
    least = low = float(known.min())
    high = float(known.max())
    if levels.dtype.kind == "f" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif levels.dtype.kind != "f" and low >= 0 and high < 2**16:
        low, high = 0.0, float(2 ** max(8, int(high).bit_length()) - 1)
    elif high == low:
        return np.zeros(levels.shape, np.uint8)
    scaled = np.empty(levels.shape, np.uint8)
    for rows in _strips(levels.shape):
        values = np.where(finite[rows], levels[rows].astype(np.float64), least)
        scaled[rows] = np.rint((values - low) * (255 / (high - low)))
    return scaled


def composite(luma: Uint8Array, alpha: Uint8Array) -> Uint8Array:
    """Lay a picture with transparent parts on paper of a tone that keeps it visible.

    Strokes alone on transparency, as a drawing canvas exports them, may be black or white: they
    are laid on the opposite tone. A page with transparent margins is laid on its own paper tone,
    so that no false edge arises. A wholly transparent picture is a white page.

    Args:
        luma: (H, W) uint8, the colours' grey level, meaningless where alpha is 0.
        alpha: (H, W) uint8, 0 transparent to 255 opaque.

    Returns:
        (H, W) uint8.
    """
    visible = luma[alpha > 127] if (alpha > 127).any() else luma[alpha > 0]
    if visible.size == 0:
        return np.full(luma.shape, 255, np.uint8)
    low, middle, high = np.percentile(visible, _TONES)
    if visible.size * 2 < luma.size or high - low < _ONE_TONE:
        paper = 255.0 if visible.mean() < 128 else 0.0
    else:
        paper = float(middle)
    laid = np.empty(luma.shape, np.uint8)
    for rows in _strips(luma.shape):
        share = alpha[rows].astype(np.float32) / 255
        laid[rows] = np.rint(luma[rows] * share + paper * (1 - share))
    return laid


def _strips(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows that are computed at once: floats of a whole picture would take gigabytes."""
    height, width = shape
    rows = max(1, _STRIP // width)
    for top in range(0, height, rows):
        yield slice(top, top + rows)
