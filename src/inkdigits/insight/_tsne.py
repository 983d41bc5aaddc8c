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

    perplexity = min(30.0, (len(coordinates) - 1) / 3)  # 30 neighbours, fewer in a small set
    mapping = TSNE(init="pca", perplexity=perplexity, random_state=seed, n_jobs=-1)
    return np.asarray(mapping.fit_transform(coordinates), dtype=np.float32)
