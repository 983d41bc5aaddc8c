from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images, Labels

FULL_INK = 250
"""From this grey value on a pixel counts as full ink: scanners and smoothing seldom leave 255."""


@dataclass(frozen=True)
class PixelStatistics:
    """How the grey values of a set of images are spread.

    Attributes:
        histogram: (256,) int64, how many pixels have each grey value.
        mean: average grey value over all pixels, in [0, 1] (255 is 1).
        std: standard deviation of the grey values about `mean`, on the same scale.
        background: share of the pixels that are exactly 0.
        full_ink: share of the pixels that are `FULL_INK` or brighter.
    """

    histogram: npt.NDArray[np.int64]
    mean: float
    std: float
    background: float
    full_ink: float

    @property
    def grey(self) -> float:
        """Share of the pixels between background and full ink: the soft edges of the strokes."""
        return 1.0 - self.background - self.full_ink


def pixel_statistics(images: Images) -> PixelStatistics:
    """Count the grey values, and derive mean, spread and shares from the counts.

    Args:
        images: (N, 28, 28) uint8, N at least 1.
    """
    histogram = np.bincount(images.reshape(-1), minlength=256).astype(np.int64)
    shares = histogram / histogram.sum()
    greys = np.arange(256) / 255.0
    mean = float(shares @ greys)
    return PixelStatistics(
        histogram=histogram,
        mean=mean,
        std=float(np.sqrt(shares @ (greys - mean) ** 2)),
        background=float(shares[0]),
        full_ink=float(shares[FULL_INK:].sum()),
    )


def class_counts(labels: Labels) -> npt.NDArray[np.int64]:
    """How many images each digit has: (10,) int64."""
    return np.bincount(labels, minlength=10).astype(np.int64)


def mean_and_std_image(images: Images) -> tuple[FloatArray, FloatArray]:
    """Average and standard deviation at each of the 784 positions.

    Args:
        images: (N, 28, 28) uint8, N at least 1.

    Returns:
        Two (28, 28) float32 on the scale of [0, 1].
    """
    scaled = images.astype(np.float32) / np.float32(255)
    mean = scaled.mean(axis=0, dtype=np.float64)
    std = scaled.std(axis=0, dtype=np.float64)
    return mean.astype(np.float32), std.astype(np.float32)
