from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images, Uint8Array

_CHUNK = 5000  # images scaled at a time: 16 MB of float32 instead of 188 MB for MNIST


@dataclass(frozen=True)
class PrincipalComponents:
    """The directions in which a set of images varies most, widest first.

    Attributes:
        mean: (784,) float32, the average image on the scale of [0, 1].
        axes: (784, 784) float32, one direction of length 1 in each row.
        variances: (784,) float64, how much the images vary along each direction, descending.
    """

    mean: FloatArray
    axes: FloatArray
    variances: npt.NDArray[np.float64]

    @property
    def explained(self) -> npt.NDArray[np.float64]:
        """Share of all variance that the first 1, 2, ... 784 directions hold: (784,) float64.

        All ones where the images do not vary at all.
        """
        total = self.variances.sum()
        if total <= 0:
            return np.ones_like(self.variances)
        return np.asarray(np.minimum(np.cumsum(self.variances) / total, 1.0))

    def needed(self, share: float) -> int:
        """How many directions hold at least `share` (0 to 1) of all variance."""
        return min(int(np.searchsorted(self.explained, share)) + 1, len(self.variances))

    def project(self, images: Images, count: int) -> FloatArray:
        """Coordinates along the first `count` directions: (N, 28, 28) uint8 to (N, count)."""
        return _scale(images, self.mean) @ self.axes[:count].T

    def rebuild(self, image: Uint8Array, count: int) -> FloatArray:
        """What is left of one (28, 28) uint8 image when only `count` numbers are kept.

        Returns:
            (28, 28) float32, about [0, 1].
        """
        kept = self.project(image[None], count) @ self.axes[:count] + self.mean
        return kept.reshape(28, 28)


def principal_components(images: Images) -> PrincipalComponents:
    """Principal component analysis of the pixels.

    The axes are the eigenvectors of the 784x784 covariance matrix, which needs only one pass over
    the images and gives what a singular value decomposition of all of them would (Jolliffe,
    Principal Component Analysis, 2nd ed. 2002, section 3.5). The sign of an axis is free; its
    largest entry is made positive, so that the same images always give the same map.

    Args:
        images: (N, 28, 28) uint8, N at least 1.
    """
    mean = (images.mean(axis=0, dtype=np.float64) / 255.0).reshape(-1).astype(np.float32)
    covariance = np.zeros((mean.size, mean.size))
    for start in range(0, len(images), _CHUNK):
        part = _scale(images[start : start + _CHUNK], mean)
        covariance += part.T @ part
    variances, vectors = np.linalg.eigh(covariance / len(images))
    axes = vectors.T[::-1]
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    return PrincipalComponents(
        mean=mean,
        axes=np.ascontiguousarray(axes, dtype=np.float32),
        variances=np.maximum(variances[::-1], 0.0),
    )


def _scale(images: Images, mean: FloatArray) -> FloatArray:
    """(N, 784) float32, in [0, 1] less the mean image."""
    scaled: FloatArray = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
    return scaled - mean
