from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.boosting._features import Integers

HIGHEST = 255


@dataclass(frozen=True)
class Levels:
    """How numbers become the integers 0 to 255 that stumps compare.

    Evenly spaced from the least number of the training pictures to the greatest, rounded to the
    nearest; what lies beyond goes to the end. For raw digits, k / 255 becomes k.

    Attributes:
        low: what becomes 0.
        scale: levels to a unit.
    """

    low: float
    scale: float

    @classmethod
    def of(cls, pictures: FloatArray) -> "Levels":
        """Those of the training pictures: (N, D) float32."""
        low, high = np.float32(pictures.min()), np.float32(pictures.max())
        return cls(float(low), float(np.float32(HIGHEST) / (high - low)) if high > low else 0.0)

    def __call__(self, pictures: FloatArray) -> Integers:
        """(N, D) float32 to (N, D) int32."""
        # In float32 and in this order, as the graph does it, so that both round alike.
        raised = (pictures - np.float32(self.low)) * np.float32(self.scale) + np.float32(0.5)
        levels: Integers = np.clip(np.floor(raised), 0, HIGHEST).astype(np.int32)
        return levels
