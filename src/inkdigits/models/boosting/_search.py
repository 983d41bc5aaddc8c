import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray
from inkdigits.models.boosting._features import Features, Integers
from inkdigits.models.boosting._rounds import Stump

Room = tuple[Integers, npt.NDArray[np.uint8]]
"""Two arrays (F, N), which to make anew each round would take longer than to fill."""

_LEAST_GAIN = 1e-3
"""By which share a term must better the edge to be taken; less is not worth another cycle."""


def find_product(
    table: Integers, signed: FloatArray, features: Features, terms: int, room: Room
) -> list[Stump]:
    """Find stumps whose product has a large edge.

    One term after another is set to the best stump while the others stay, until none of them gets
    better (Kégl and Busa-Fekete 2009, "Boosting products of base classifiers", ICML). A term before
    its turn says +1 always.

    Args:
        table: (P, N) int32.
        signed: (N, 10) float32, each weight times its label, ±1.
        features: to choose from.
        terms: of the product.
        room: to work in.

    Returns:
        As many stumps as terms.
    """
    from inkdigits.models.boosting._kernels import best_cuts, list_bins, sum_classes

    sizes, unlisted, least, shifts = list_bins(table, *features, *room)
    responses = np.ones((terms, table.shape[1]), np.float32)
    product = [Stump.always(features[0].shape[1])] * terms
    best, term, stale = 0.0, 0, 0
    while True:
        others = np.delete(responses, term, axis=0).prod(axis=0)
        edges, cuts = best_cuts(*room, sizes, unlisted, signed, others, sum_classes(signed, others))
        chosen = int(edges.argmax())
        stale += 1
        if edges[chosen] > best * (1 + _LEAST_GAIN):
            best, stale = float(edges[chosen]), 0
            if cuts[chosen] < 0:
                product[term] = Stump.always(features[0].shape[1])
            else:
                threshold = int(least[chosen]) + ((int(cuts[chosen]) + 1) << int(shifts[chosen]))
                product[term] = Stump(features[0][chosen], features[1][chosen], threshold)
            responses[term] = product[term].respond(table)
        if stale >= terms - 1:
            return product
        term = (term + 1) % terms
