"""Which rows a pass looks at: hard ones more often than easy ones."""

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray

_EASIEST, _HARDEST = 0.1, 1.0  # losses below and above which rows are drawn alike
_MEMORY = 0.5  # share of what was known of a row's loss that is kept when it is seen anew


class Sampler:
    """Draws rows in proportion to what was lost on them of late.

    Most rows are soon read well, and looking at them once more changes little. What is drawn
    rarely weighs the more, so that the gradient's mean is that of all rows alike (Katharopoulos
    and Fleuret, "Not All Samples Are Created Equal", ICML 2018).

    Args:
        count: rows there are.
    """

    def __init__(self, count: int) -> None:
        self._losses = np.full(count, _HARDEST)

    def draw(
        self, count: int, rng: np.random.Generator
    ) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Draw rows, evenly spread over the sum of the losses.

        Args:
            count: how many.
            rng: where the chances come from.

        Returns:
            (count,) int64, their numbers, those of hard rows perhaps more than once; and float32,
            how much each row there is counts if it was drawn.
        """
        bounded = np.clip(self._losses, _EASIEST, _HARDEST)
        shares = np.cumsum(bounded) / bounded.sum()
        places = (np.arange(count) + rng.random()) / count
        numbers = np.minimum(np.searchsorted(shares, places), len(shares) - 1)
        return numbers, np.asarray(bounded.mean() / bounded, np.float32)

    def tell(self, numbers: npt.NDArray[np.int64], losses: FloatArray) -> None:
        """Keep in mind what was lost on rows, in nats."""
        self._losses[numbers] = _MEMORY * self._losses[numbers] + (1 - _MEMORY) * losses
