import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray


def deskew(images: npt.NDArray[np.uint8] | FloatArray) -> FloatArray:
    """Set slanted digits upright.

    Each row is moved sideways in proportion to its height above the centre of mass, by the shear
    that brings the ink's second moment μ₁₁ to 0, with linear interpolation between pixels. The
    centre of mass stays where it is. As LeCun et al. 1998 (Proc. IEEE 86(11), section III.A) name
    it; the moments are those of Hu 1962.

    Args:
        images: (N, H, W), uint8 or float32, ink bright on dark.

    Returns:
        (N, H, W) float32 in the range of `images`. A picture without ink stays as it is.
    """
    pixels = images.astype(np.float32)
    height, width = pixels.shape[1:]
    ys = np.arange(height, dtype=np.float32)[:, None]
    xs = np.arange(width, dtype=np.float32)[None, :]
    mass = np.maximum(pixels.sum(axis=(1, 2)), np.float32(1))
    centre_x = (pixels * xs).sum(axis=(1, 2)) / mass
    centre_y = (pixels * ys).sum(axis=(1, 2)) / mass
    dx = xs[None] - centre_x[:, None, None]
    dy = ys[None] - centre_y[:, None, None]
    moment_11 = (pixels * dx * dy).sum(axis=(1, 2)) / mass
    moment_02 = (pixels * dy * dy).sum(axis=(1, 2)) / mass
    # The floor keeps a flat stroke (a dash), whose slant means nothing, from being torn apart.
    shear = moment_11 / np.maximum(moment_02, np.float32(1))
    source_x = xs[None] + shear[:, None, None] * dy
    left = np.floor(source_x)
    share = source_x - left
    # A column of zeros on either side stands for everything outside the picture.
    padded = np.pad(pixels, ((0, 0), (0, 0), (1, 1)))
    column = np.clip(left + 1, 0, width).astype(np.int64)
    inside_left = (left >= -1) & (left <= width - 1)
    a = np.take_along_axis(padded, column, axis=2)
    b = np.take_along_axis(padded, np.minimum(column + 1, width + 1), axis=2)
    result: FloatArray = np.where(inside_left, a * (1 - share) + b * share, np.float32(0))
    return result
