import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.models.boosting._features import Features, Integers
from inkdigits.models.boosting._rounds import Stump
from inkdigits.models.boosting._threads import in_threads

Room = tuple[Integers, npt.NDArray[np.uint8]]
"""Two arrays (F, N), which to make anew each round would take longer than to fill."""


class BinnedFeatures:
    """Features of all examples, sorted into bins, so that one look at each finds the best cut.

    Args:
        table: (P, N) int32, what features are sums of.
        features: F of them.
        room: to work in; another object that is given the same spoils this one.

    Attributes:
        always: the stump that says +1 whatever it sees.
    """

    def __init__(self, table: Integers, features: Features, room: Room) -> None:
        from inkdigits.models.boosting._cuts import list_bins

        self._features = features
        self.always = Stump.always(features[0].shape[1])
        arrays = (*features, *room)
        found = in_threads(
            lambda part: list_bins(table, *(array[part] for array in arrays)), len(features[0])
        )
        sizes, unlisted, self._least, self._shifts = map(np.concatenate, zip(*found, strict=True))
        self._listed = (*room, sizes, unlisted)

    def best_stump(self, signed: FloatArray, factors: FloatArray) -> tuple[float, Stump]:
        """The stump with the largest edge, and that edge.

        Args:
            signed: (N, 10) float32, each weight times its label, ±1.
            factors: (N,) float32; what the other stumps of a product come to.
        """
        from inkdigits.models.boosting._cuts import best_cuts, sum_classes

        total = sum_classes(signed, factors)
        found = in_threads(
            lambda part: best_cuts(
                *(array[part] for array in self._listed), signed, factors, total
            ),
            len(self._least),
        )
        edges, cuts = map(np.concatenate, zip(*found, strict=True))
        chosen = int(edges.argmax())
        return float(edges[chosen]), self._cut(chosen, int(cuts[chosen]))

    def _cut(self, chosen: int, last_below: int) -> Stump:
        if last_below < 0:
            return self.always
        positions, coefficients = (part[chosen] for part in self._features)
        step = 1 << int(self._shifts[chosen])
        return Stump(positions, coefficients, int(self._least[chosen]) + (last_below + 1) * step)
