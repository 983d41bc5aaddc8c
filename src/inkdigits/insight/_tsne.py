import importlib.util

import numpy as np

from inkdigits.arrays import FloatArray


def can_draw_tsne() -> bool:
    """Whether scikit-learn, which computes the t-SNE map, is installed."""
    return importlib.util.find_spec("sklearn") is not None


def tsne_points(coordinates: FloatArray, seed: int) -> FloatArray:
    """Lay digits out in the plane so that those that look alike lie together.

    t-SNE (van der Maaten & Hinton 2008, Journal of Machine Learning Research 9), started from the
    first two principal components, which keeps the large-scale arrangement and makes it repeatable
    (Kobak & Berens 2019, Nature Communications 10).

    Args:
        coordinates: (N, D) float32, the digits' first principal components; N at least 4.
        seed: for the pseudo-random numbers of the optimisation.

    Returns:
        (N, 2) float32.
    """
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    perplexity = min(30.0, (len(coordinates) - 1) / 3)  # 30 neighbours, fewer in a small set
    mapping = TSNE(init="pca", perplexity=perplexity, random_state=seed)
    # The same map on any number of cores. Nor is much lost: two threads meet at every one of the
    # 1,000 small steps, and on a busy machine they wait for each other longer than they compute.
    with threadpool_limits(limits=1):
        return np.asarray(mapping.fit_transform(coordinates), dtype=np.float32)
