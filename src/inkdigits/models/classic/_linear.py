"""Linear classifiers: one plane a digit, or one for each pair of digits."""

from dataclasses import dataclass
from typing import Any

from inkdigits.models._recipe import Net


@dataclass(frozen=True)
class Planes(Net):
    """Linear classifiers.

    Attributes:
        regularization: C of scikit-learn's logistic regression: less makes the weights smaller.
        steps: of the optimiser, at most.
    """

    regularization: float = 0.1
    steps: int = 200


def build_linear(net: Planes) -> Any:
    """Multinomial logistic regression: ten planes, and a softmax over them."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=net.regularization, max_iter=net.steps)


def build_pairwise_linear(net: Planes) -> Any:
    """A plane for each of the 45 pairs of digits; each plane votes."""
    from inkdigits.models.classic._pairs import PairwisePlanes

    return PairwisePlanes(net.regularization, net.steps)
