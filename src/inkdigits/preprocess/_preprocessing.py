from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

import numpy as np

from inkdigits.arrays import FloatArray, Images
from inkdigits.preprocess._deskew import deskew
from inkdigits.preprocess._scale import fit_standardization, flatten, scale_unit, standardize
from inkdigits.preprocess._whitening import fit_whitening, whiten

# Bounds the float32 copies that deskewing makes of a whole training set.
_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Preprocessing:
    """What happens to raw pixels before a net sees them, fitted on training digits.

    In this order: deskew, divide by 255, subtract `mean` and divide by `deviation`, whiten. The
    same steps stand in the exported graph, from these same numbers.

    Attributes:
        deskewed: whether digits are set upright first.
        mean: of the training pixels in [0, 1]; 0 where they are only scaled.
        deviation: likewise; 1 where they are only scaled.
        whitening_mean: (784,) float32; None where nothing is whitened.
        whitening_matrix: (784, 784) float32; None where nothing is whitened.
    """

    deskewed: bool = False
    mean: float = 0.0
    deviation: float = 1.0
    whitening_mean: FloatArray | None = None
    whitening_matrix: FloatArray | None = None

    @classmethod
    def fit(
        cls,
        images: Images,
        scaling: Literal["unit", "standardize"] = "unit",
        whitening: Literal["none", "pca", "zca"] = "none",
        deskewed: bool = False,
    ) -> "Preprocessing":
        """Fit to training digits.

        Args:
            images: (N, 28, 28) uint8, the training part only.
            scaling: "unit" for [0, 1], "standardize" for mean 0 and variance 1.
            whitening: see `fit_whitening`.
            deskewed: whether to set digits upright first.
        """
        pixels: Images | FloatArray = deskew(images) if deskewed else images
        mean, deviation = fit_standardization(pixels) if scaling == "standardize" else (0.0, 1.0)
        scaled = cls(deskewed, mean, deviation)
        if whitening == "none":
            return scaled
        return cls(deskewed, mean, deviation, *fit_whitening(scaled(images), whitening))

    def __call__(self, images: Images) -> FloatArray:
        """Apply it: (N, 28, 28) uint8 to (N, 784) float32, what a net is fed (as pictures)."""
        rows = np.empty((len(images), images[0].size if len(images) else 784), np.float32)
        for start in range(0, len(images), _BLOCK):
            rows[start : start + _BLOCK] = self._apply(images[start : start + _BLOCK])
        return rows

    def _apply(self, images: Images) -> FloatArray:
        unit = scale_unit(deskew(images) if self.deskewed else images)
        rows = flatten(standardize(unit, self.mean, self.deviation))
        if self.whitening_mean is None or self.whitening_matrix is None:
            return rows
        return whiten(rows, self.whitening_mean, self.whitening_matrix)

    def save(self, target: Path) -> None:
        """Write the numbers to an .npz file (no pickle)."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        with target.open("wb") as file:
            np.savez(file, **{k: v for k, v in values.items() if v is not None})

    @classmethod
    def load(cls, source: Path) -> "Preprocessing":
        """Read what `save` wrote."""
        with np.load(source, allow_pickle=False) as file:
            values = {name: file[name] for name in file.files}
        return cls(
            **{name: value.item() if value.ndim == 0 else value for name, value in values.items()}
        )
