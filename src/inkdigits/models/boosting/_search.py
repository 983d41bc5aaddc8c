import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.boosting._binned import BinnedFeatures
from inkdigits.models.boosting._features import Integers
from inkdigits.models.boosting._rounds import Stump

_LEAST_GAIN = 1e-3
"""By which share a term must better the edge to be taken; less is not worth another cycle."""


def find_product(
    table: Integers, signed: FloatArray, features: BinnedFeatures, terms: int
) -> list[Stump]:
    """Find stumps whose product has a large edge.

    One term after another is set to the best stump while the others stay, until none of them gets
    better (Kégl and Busa-Fekete 2009, "Boosting products of base classifiers", ICML). A term before
    its turn says +1 always.

    Args:
        table: (P, N) int32, what features are sums of.
        signed: (N, 10) float32, each weight times its label, ±1.
        features: those of `table` to choose from.
        terms: of the product.

    Returns:
        As many stumps as terms.
    """
    responses = np.ones((terms, table.shape[1]), np.float32)
    product = [features.always] * terms
    best, term, stale = 0.0, 0, 0
    while True:
        others = np.delete(responses, term, axis=0).prod(axis=0)
        edge, stump = features.best_stump(signed, others)
        stale += 1
        if edge > best * (1 + _LEAST_GAIN):
            best, stale = edge, 0
            product[term], responses[term] = stump, stump.respond(table)
        if stale >= terms - 1:
            return product
        term = (term + 1) % terms
