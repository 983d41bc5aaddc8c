from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin

from inkdigits.arrays import FloatArray, Labels, Uint8Array
from inkdigits.errors import InputError
from inkdigits.models.neighbours._distance import Distance
from inkdigits.models.neighbours._search import Search
from inkdigits.models.neighbours._votes import listed, vote
from inkdigits.recognizer import usable_cpus

_BLOCK = 50  # digits at a time: 50 × 60,000 distances take 12 MB, their order 24


class NearestNeighbours(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Reads a digit as the known digits nearest to it: k nearest neighbours, by any distance.

    With no distance of its own it is Euclid's, compared with every known digit, exactly. Any other
    is worked out only for the digits nearest by Euclid's.

    Attributes:
        k: how many neighbours vote; a tie goes to the nearest. See `vote` for the scores.
        distance: how far digits are apart; None is Euclid's.
        candidates: how many digits, nearest by Euclid's, `distance` is worked out for.
        progress: called with how many digits are read and how many there are, now and then; it is
            no hyper-parameter, so set it on the instance.
        classes_: the digits 0 to 9.
        labels_: (N,) uint8, of the known digits.
    """

    progress: Callable[[int, int], None] | None = None

    def __init__(self, k: int = 3, distance: Distance | None = None, candidates: int = 500) -> None:
        self.k = k
        self.distance = distance
        self.candidates = candidates

    def fit(self, X: FloatArray, y: Labels) -> "NearestNeighbours":  # noqa: N803
        """Keep the known digits, and work out what comparisons with each need.

        Args:
            X: (N, S·S) float32 in [0, 1], square pictures row by row.
            y: (N,) uint8, 0 to 9.

        Raises:
            InputError: the shapes are not as above, or fewer than `k` digits are known or compared.
        """
        _check_pictures(X)
        if y.shape != (len(X),):
            raise InputError(
                f"got labels of shape {y.shape} for {len(X)} pictures; wanted one for each"
            )
        if not 1 <= self.k <= min(len(X), self.candidates):
            raise InputError(
                f"got k={self.k} with {len(X)} known digits and {self.candidates} candidates; "
                "wanted at least 1 and no more than either"
            )
        self.classes_ = np.arange(10, dtype=np.uint8)
        self.n_features_in_ = X.shape[1]
        self.labels_ = y.astype(np.uint8)
        self.search_ = Search.among(X)
        self.prepared_ = X if self.distance is None else self.distance.prepare(X)
        return self

    def decision_function(self, X: FloatArray) -> FloatArray:  # noqa: N803
        """Score the ten digits for each picture; (N, S·S) float32 in [0, 1] to (N, 10) float32.

        Raises:
            InputError: the pictures are not of the size that was fitted.
        """
        _check_pictures(X)
        if X.shape[1] != self.n_features_in_:
            raise InputError(
                f"got pictures of {X.shape[1]} pixels; wanted {self.n_features_in_}, as fitted"
            )
        blocks = [X[start : start + _BLOCK] for start in range(0, len(X), _BLOCK)]
        scores: list[FloatArray] = []
        done = 0
        # The numbers are worked out beyond Python's lock, so blocks keep every core busy.
        with ThreadPoolExecutor(usable_cpus()) as pool:
            for block in pool.map(self._score, blocks):
                scores.append(block)
                done += len(block)
                if self.progress is not None:
                    self.progress(done, len(X))
        return np.concatenate([np.empty((0, 10), np.float32), *scores])

    def predict(self, X: FloatArray) -> Uint8Array:  # noqa: N803
        """Read each picture; (N, S·S) float32 in [0, 1] to (N,) uint8."""
        answers: Uint8Array = self.decision_function(X).argmax(axis=1).astype(np.uint8)
        return answers

    def _score(self, block: FloatArray) -> FloatArray:
        known = len(self.labels_)
        if self.distance is None:
            nearest, gaps = self.search_.exactly(block, listed(self.k, known))
            return vote(self.labels_[nearest], gaps.astype(np.float32), self.k)
        candidates = self.search_.roughly(block, min(self.candidates, known))
        prepared = self.distance.prepare(block)
        distances = self.distance.distances(prepared, self.prepared_, candidates)
        # Candidates stand in order of their rows, so a stable order settles ties by row.
        order: npt.NDArray[np.intp] = np.argsort(distances, axis=1, kind="stable")
        nearest = np.take_along_axis(candidates, order, axis=1)
        ranked = np.take_along_axis(distances, order, axis=1)
        return vote(self.labels_[nearest], ranked, self.k)


def _check_pictures(pictures: FloatArray) -> None:
    square = pictures.ndim == 2 and round(pictures.shape[1] ** 0.5) ** 2 == pictures.shape[1]
    if not square or pictures.dtype != np.float32:
        raise InputError(
            f"got pictures of shape {pictures.shape} and type {pictures.dtype}; "
            "wanted (N, S·S) float32, square pictures row by row"
        )
