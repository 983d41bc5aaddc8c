from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from sklearn.base import BaseEstimator, ClassifierMixin

from inkdigits.arrays import FloatArray, Labels
from inkdigits.models.classic._kernels import gaussian

_BLOCK = 2000


class RadialBasis(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Radial basis functions: Gaussians around centres, and a linear classifier on their values.

    As LeCun, Bottou, Bengio and Haffner 1998 (Proc. IEEE 86(11), section III.C) have it: k-means
    finds as many centres for each digit, and only the linear classifier is trained.

    Args:
        centres: how many in all, a tenth of them for each digit.
        gamma: of exp(-gamma |x - centre|²).
        regularization: C of scikit-learn's `LogisticRegression`.
        steps: of the optimiser, at most.
        random_state: seed of the k-means.

    Attributes:
        centres_: (centres, D) float32.
        mean_, deviation_: (centres,) float32, of the values, which are standardised.
        planes_: the fitted `LogisticRegression`.
        classes_: the digits 0 to 9.
    """

    def __init__(
        self,
        centres: int = 1000,
        gamma: float = 0.02,
        regularization: float = 1.0,
        steps: int = 200,
        random_state: int = 0,
    ) -> None:
        self.centres = centres
        self.gamma = gamma
        self.regularization = regularization
        self.steps = steps
        self.random_state = random_state

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Find centres and planes: (N, D) float32 rows, (N,) digits, all ten among them."""
        from sklearn.linear_model import LogisticRegression

        rows, labels = np.asarray(X, np.float32), np.asarray(y)
        self.classes_ = np.unique(labels).astype(np.uint8)
        self.centres_ = np.concatenate(
            [self._find_centres(rows[labels == digit]) for digit in self.classes_]
        )
        values = self._values(rows)
        self.mean_ = values.mean(axis=0)
        self.deviation_ = np.maximum(values.std(axis=0), np.float32(1e-6))
        planes = LogisticRegression(C=self.regularization, max_iter=self.steps)
        self.planes_ = planes.fit((values - self.mean_) / self.deviation_, labels)
        return self

    def decision_function(self, X: npt.ArrayLike) -> FloatArray:  # noqa: N803
        """The planes' values: (N, D) rows to (N, 10)."""
        values = (self._values(np.asarray(X, np.float32)) - self.mean_) / self.deviation_
        return np.asarray(self.planes_.decision_function(values), np.float32)

    def predict(self, X: npt.ArrayLike) -> Labels:  # noqa: N803
        """The most probable digits: (N, D) rows to (N,) uint8."""
        return np.asarray(self.classes_[self.decision_function(X).argmax(axis=1)], np.uint8)

    def _find_centres(self, rows: FloatArray) -> FloatArray:
        from sklearn.cluster import KMeans

        wanted = min(len(rows), self.centres // 10)
        means = KMeans(wanted, n_init=1, max_iter=20, random_state=self.random_state).fit(rows)
        return np.asarray(means.cluster_centers_, np.float32)

    def _values(self, rows: FloatArray) -> FloatArray:
        # In double precision: differences of squares are small beside the squares.
        centres = torch.from_numpy(self.centres_).double()
        blocks = (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
        values = [
            gaussian(torch.from_numpy(block).double(), centres, self.gamma).float()
            for block in blocks
        ]
        return np.asarray(torch.cat(values).numpy())
