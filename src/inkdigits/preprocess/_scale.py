import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray

_Pixels = npt.NDArray[np.uint8] | FloatArray


def scale_unit(pixels: _Pixels) -> FloatArray:
    """Scale pixels from [0, 255] to [0, 1].

    Args:
        pixels: any shape, uint8 or float32.

    Returns:
        float32 of the same shape.
    """
    return pixels.astype(np.float32) / np.float32(255)


def fit_standardization(pixels: _Pixels) -> tuple[float, float]:
    """Mean and standard deviation of all pixels together, after `scale_unit`.

    Returns:
        The two that bring `pixels` to mean 0 and variance 1 (MNIST's: 0.1307 and 0.3081).
        The deviation of constant pixels is given as 1, so that it can be divided by.
    """
    # float64 sums: 47 million float32 terms would lose digits.
    mean = float(pixels.mean(dtype=np.float64)) / 255
    deviation = float(pixels.std(dtype=np.float64)) / 255
    return mean, deviation or 1.0


def standardize(unit: FloatArray, mean: float, deviation: float) -> FloatArray:
    """Bring pixels in [0, 1] to mean 0 and variance 1.

    Args:
        unit: any shape, float32.
        mean: as `fit_standardization` found it on the training pixels.
        deviation: likewise.

    Returns:
        float32 of the same shape.
    """
    return (unit - np.float32(mean)) / np.float32(deviation)


def flatten(images: _Pixels) -> FloatArray:
    """Lay each picture out as one row: (N, 28, 28) to (N, 784), float32."""
    return images.reshape(len(images), -1).astype(np.float32, copy=False)
