"""Ten classes from the 45 pairs of them."""

from itertools import combinations
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import torch
from sklearn.base import BaseEstimator, ClassifierMixin
from torch import Tensor

from inkdigits.arrays import FloatArray, Labels

PAIRS: tuple[tuple[int, int], ...] = tuple(combinations(range(10), 2))

_SHARPNESS = 10


def pair_votes() -> FloatArray:
    """A (45, 10) matrix: a pair's decision speaks for its first digit, against its second."""
    votes = np.zeros((len(PAIRS), 10), np.float32)
    for row, (first, second) in enumerate(PAIRS):
        votes[row, first], votes[row, second] = 1, -1
    return votes


def count_votes(decisions: Tensor) -> Tensor:
    """What the pairs say together.

    Each votes with tanh(10 · decision): a whole vote but where it is in doubt. So there are no
    ties, and no jumps that rounding could set off. Sums of the decisions themselves, even if cut to
    the margin, err by a seventh more: pairs that know neither digit speak too loud.

    Args:
        decisions: (N, 45), positive for the pair's first digit.

    Returns:
        (N, 10), the most for the answer.
    """
    votes = torch.from_numpy(pair_votes()).double()
    return (torch.tanh(_SHARPNESS * decisions.double()) @ votes).float()


class PairwisePlanes(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A linear classifier for each pair of digits, by logistic regression.

    After the pairwise linear classifier of LeCun, Bottou, Bengio and Haffner 1998 (Proc. IEEE
    86(11), section III.C), whose planes each tell one class from one other.

    Args:
        regularization: C of scikit-learn's `LogisticRegression`.
        steps: of the optimiser, at most.

    Attributes:
        weights_: (45, D), one row for each of `PAIRS`.
        intercepts_: (45,).
        classes_: the digits 0 to 9.
    """

    def __init__(self, regularization: float = 0.1, steps: int = 200) -> None:
        self.regularization = regularization
        self.steps = steps

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Fit each pair's plane: (N, D) numbers, (N,) digits with all ten among them."""
        from sklearn.linear_model import LogisticRegression

        rows, labels = np.asarray(X, np.float32), np.asarray(y)
        planes: list[Any] = []
        for first, second in PAIRS:
            chosen = (labels == first) | (labels == second)
            plane = LogisticRegression(C=self.regularization, max_iter=self.steps)
            planes.append(plane.fit(rows[chosen], labels[chosen] == first))
        self.weights_ = np.concatenate([plane.coef_ for plane in planes]).astype(np.float32)
        self.intercepts_ = np.concatenate([p.intercept_ for p in planes]).astype(np.float32)
        self.classes_ = np.arange(10, dtype=np.uint8)
        return self

    def decision_function(self, X: npt.ArrayLike) -> FloatArray:  # noqa: N803
        """The votes for each digit: (N, D) numbers to (N, 10)."""
        decisions = np.asarray(X, np.float64) @ self.weights_.T + self.intercepts_
        return np.asarray(count_votes(torch.from_numpy(decisions)).numpy(), np.float32)

    def predict(self, X: npt.ArrayLike) -> Labels:  # noqa: N803
        """The digits with the most votes: (N, D) numbers to (N,) uint8."""
        return np.asarray(self.decision_function(X).argmax(axis=1), np.uint8)
