from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images, Labels
from inkdigits.errors import InputError


@dataclass(frozen=True, eq=False)
class Dataset:
    """Digit images with their labels; immutable (the arrays are set read-only).

    Attributes:
        images: (N, 28, 28) uint8, ink bright (255) on dark (0).
        labels: (N,) uint8, 0 to 9; None for digits nobody has labelled (Kaggle's test form).
        name: what to call it in tables and reports, such as "mnist-test".
        source: where it came from, in words a person can follow.
        writers: (N,) int32, who wrote each digit; None where nobody knows.

    Raises:
        InputError: shapes, dtypes or label values are not as above.
    """

    images: Images
    labels: Labels | None
    name: str
    source: str
    writers: npt.NDArray[np.int32] | None = None

    def __post_init__(self) -> None:
        images, labels, writers = self.images, self.labels, self.writers
        if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1:] != (28, 28):
            raise InputError(
                f"{self.name}: got images of shape {images.shape} and type {images.dtype}, "
                "wanted (N, 28, 28) uint8"
            )
        if labels is not None:
            _check_labels(labels, len(images), self.name)
        if writers is not None and writers.shape != (len(images),):
            raise InputError(
                f"{self.name}: got {writers.shape} writers for {len(images)} images, "
                "wanted one for each"
            )
        for array in (images, labels, writers):
            if array is not None:
                array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.images)

    def subset(self, indices: npt.NDArray[np.intp], name: str | None = None) -> "Dataset":
        """The digits at `indices`, in that order, with their labels and writers."""
        return replace(
            self,
            images=self.images[indices],
            labels=None if self.labels is None else self.labels[indices],
            writers=None if self.writers is None else self.writers[indices],
            name=name or self.name,
        )


@dataclass(frozen=True, eq=False)
class Split:
    """A dataset in its two parts; `test` is None where the source has no test part of its own."""

    train: Dataset
    test: Dataset | None

    @property
    def evaluation(self) -> Dataset:
        """The part to measure on: the test part, or everything where there is none."""
        return self.train if self.test is None else self.test


def _check_labels(labels: Labels, count: int, name: str) -> None:
    if labels.dtype != np.uint8 or labels.shape != (count,):
        raise InputError(
            f"{name}: got labels of shape {labels.shape} and type {labels.dtype}, "
            f"wanted ({count},) uint8, one for each image"
        )
    if count and labels.max() > 9:
        row = int(np.argmax(labels > 9))
        raise InputError(f"{name}: got the label {labels[row]} at row {row}, wanted 0 to 9")
