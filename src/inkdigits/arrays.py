"""Names for the arrays that the whole package speaks of."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Uint8Array: TypeAlias = npt.NDArray[np.uint8]
FloatArray: TypeAlias = npt.NDArray[np.float32]

Images: TypeAlias = Uint8Array
"""(N, 28, 28) uint8, ink bright (255) on dark (0)."""

Labels: TypeAlias = Uint8Array
"""(N,) uint8, 0 to 9."""

Probabilities: TypeAlias = FloatArray
"""(N, 10) float32, rows sum to 1."""
