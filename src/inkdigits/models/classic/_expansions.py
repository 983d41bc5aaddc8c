"""A linear classifier on more numbers than pixels: products of components, nearness to centres."""

from dataclasses import dataclass
from typing import Any

from inkdigits.models._recipe import Net


@dataclass(frozen=True)
class Products(Net):
    """Principal components and their products.

    Attributes:
        components: principal components that are multiplied, each with each.
        regularization: C of scikit-learn's logistic regression.
        steps: of the optimiser, at most.
    """

    components: int = 40
    regularization: float = 1.0
    steps: int = 200


@dataclass(frozen=True)
class Centres(Net):
    """Radial basis functions.

    Attributes:
        centres: how many, found by k-means.
        gamma: of the Gaussian around each: exp(-gamma |x - centre|²).
        regularization: C of scikit-learn's logistic regression.
        steps: of the optimiser, at most.
    """

    centres: int = 1000
    gamma: float = 0.02
    regularization: float = 100.0
    steps: int = 200


def build_pca_quadratic(net: Products) -> Any:
    """Principal components, all their products, standardised, and ten planes on them."""
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler

    return make_pipeline(
        PCA(net.components, svd_solver="covariance_eigh"),
        PolynomialFeatures(2, include_bias=False),
        StandardScaler(),
        LogisticRegression(C=net.regularization, max_iter=net.steps),
    )


def build_rbf_linear(net: Centres) -> Any:
    """Gaussians around centres, and ten planes on their values."""
    from inkdigits.models.classic._radial import RadialBasis

    return RadialBasis(net.centres, net.gamma, net.regularization, net.steps)
