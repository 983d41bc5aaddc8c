from typing import Literal

import numpy as np

from inkdigits.arrays import FloatArray

# Added to each variance before its root is divided by. MNIST's border pixels never vary, and
# without it their noise of 0 would be blown up to infinity; 0.1 is the usual choice for images
# (Coates, Lee and Ng 2011, AISTATS, section 4.2).
EPSILON = 0.1


def fit_whitening(
    rows: FloatArray, kind: Literal["pca", "zca"], epsilon: float = EPSILON
) -> tuple[FloatArray, FloatArray]:
    """Find the linear map that makes pixels uncorrelated and of variance 1.

    With the covariance C = U diag(v) Uᵀ of the rows, PCA whitening is W = U diag((v + ε)^-½): the
    result stands in the order of the principal components, largest first. ZCA goes on to turn it
    back, W Uᵀ, which of all whitening maps changes the pictures least (Kessy, Lewin and Strimmer
    2018, The American Statistician 72(4), section 3).

    Args:
        rows: (N, D) float32, such as `flatten` gives.
        kind: "pca" or "zca".
        epsilon: floor under the variances, in squared units of `rows`.

    Returns:
        The mean (D,) and the map W (D, D), float32, for `whiten`.
    """
    mean = rows.mean(axis=0, dtype=np.float64)
    # One product over the float32 rows; the centring is done on the small result.
    second_moment = (rows.T @ rows).astype(np.float64) / len(rows)
    variances, vectors = np.linalg.eigh(second_moment - np.outer(mean, mean))
    variances, vectors = np.maximum(variances[::-1], 0), vectors[:, ::-1]
    # An eigenvector's sign is arbitrary: make its largest entry positive, to be repeatable.
    largest = np.abs(vectors).argmax(axis=0)
    vectors = vectors * np.sign(vectors[largest, np.arange(vectors.shape[1])])
    matrix = vectors / np.sqrt(variances + epsilon)
    if kind == "zca":
        matrix = matrix @ vectors.T
    return mean.astype(np.float32), matrix.astype(np.float32)


def whiten(rows: FloatArray, mean: FloatArray, matrix: FloatArray) -> FloatArray:
    """Apply a whitening map: (N, D) float32 to (N, D) float32."""
    whitened: FloatArray = np.matmul(rows - mean, matrix, dtype=np.float32)
    return whitened
