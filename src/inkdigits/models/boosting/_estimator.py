from collections.abc import Callable, Iterator
from functools import partial
from typing import Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from inkdigits.arrays import FloatArray, Labels
from inkdigits.errors import InputError
from inkdigits.models.boosting._boost import boost
from inkdigits.models.boosting._features import FeatureKind, Integers, draw_features, make_tables
from inkdigits.models.boosting._levels import Levels
from inkdigits.models.boosting._rounds import Rounds

_SPREAD = 3.0
"""Standard deviation of the scores on the training digits: about that of a net's logits."""

_AT_ONCE = 5000
"""Pictures whose tables are made at once, to bound the memory."""


def _ignore(done: int, total: int) -> None:
    pass


class BoostedStumps(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """AdaBoost.MH over products of decision stumps, for the ten digits.

    After Kégl and Busa-Fekete 2009, "Boosting products of base classifiers" (ICML), whose rows of
    the MNIST table these are: stumps 7.7 % wrong, products of three 1.26 %, stumps on Haar-like
    features 1.02 %, products of these 0.87 %. Each round looks at features drawn anew.

    Args:
        rounds: of boosting.
        terms: stumps in a product; 1 boosts plain stumps.
        features: "pixels", or "haar" for differences of sums over rectangles.
        sampled: features drawn in a round, from which its stumps are chosen.
        seen: examples, drawn by their weight, that the search looks at; all where there are no
            more. Fewer make rounds faster, but the stumps worse.
        seed: what the draws depend on.

    Attributes:
        progress: called after each round with the rounds done and `rounds`; set it before `fit`.
        rounds_: what was found.
        levels_: how numbers become the levels that stumps compare.
        scale_: what the sums of the votes are multiplied by to give the scores.
        classes_: the digits 0 to 9.
    """

    def __init__(
        self,
        rounds: int = 1000,
        terms: int = 3,
        features: FeatureKind = "haar",
        sampled: int = 50,
        seen: int = 10_000,
        seed: int = 0,
    ) -> None:
        self.rounds = rounds
        self.terms = terms
        self.features = features
        self.sampled = sampled
        self.seen = seen
        self.seed = seed
        self.progress: Callable[[int, int], None] = _ignore

    def fit(self, X: FloatArray, y: Labels) -> Self:  # noqa: N803
        """Boost.

        Args:
            X: (N, side²) float32, pictures row by row, in [0, 1] or any other range.
            y: (N,) uint8, 0 to 9; each digit at least once.

        Raises:
            InputError: shapes or values are not as above, or a hyper-parameter is unfit.
        """
        self._check_parameters()
        pictures = _as_pictures(X)
        labels = _as_labels(y, len(pictures))
        self.levels_ = Levels.of(pictures)
        self.n_features_in_ = pictures.shape[1]
        self.classes_ = np.arange(10, dtype=np.uint8)
        levels = self.levels_(pictures)
        table = np.ascontiguousarray(make_tables(levels, self.features).T)
        varied = np.flatnonzero(levels.min(axis=0) < levels.max(axis=0))
        rng = np.random.default_rng(self.seed)
        side = round(self.n_features_in_**0.5)
        draw = partial(draw_features, self.features, varied, side, self.sampled, rng)
        self.rounds_: Rounds = boost(
            table, labels, draw, self.rounds, self.terms, self.seen, rng, self.progress
        )
        self.scale_ = 1.0
        self.scale_ = _SPREAD / max(float(self.decision_function(pictures).std()), 1e-12)
        return self

    def decision_function(self, X: FloatArray) -> FloatArray:  # noqa: N803
        """The scores: `X` as for `fit` to (N, 10) float32, the largest being the answer."""
        check_is_fitted(self, "rounds_")
        pictures = self._known(X)
        parts = [self._votes(pictures[i : i + _AT_ONCE], self.rounds_) for i in _starts(pictures)]
        return (np.concatenate(parts) * self.scale_).astype(np.float32)

    def staged_decision_function(
        self,
        X: FloatArray,  # noqa: N803
        every: int = 1,
    ) -> Iterator[FloatArray]:
        """The scores after `every` rounds, after twice as many, and so on to the last round.

        Yields:
            As from `decision_function`; the last are all rounds' scores.
        """
        check_is_fitted(self, "rounds_")
        pictures = self._known(X)
        scores = np.zeros((len(pictures), 10))
        for first in range(0, len(self.rounds_), every):
            part = self.rounds_.part(first, first + every)
            for i in _starts(pictures):
                scores[i : i + _AT_ONCE] += self._votes(pictures[i : i + _AT_ONCE], part)
            yield (scores * self.scale_).astype(np.float32)

    def predict(self, X: FloatArray) -> Labels:  # noqa: N803
        """The digits: `X` as for `fit` to (N,) uint8."""
        digits: Labels = self.decision_function(X).argmax(axis=1).astype(np.uint8)
        return digits

    def _votes(self, pictures: FloatArray, rounds: Rounds) -> npt.NDArray[np.float64]:
        return rounds.scores(self._tables(pictures))

    def _tables(self, pictures: FloatArray) -> Integers:
        return make_tables(self.levels_(pictures), self.features)

    def _known(self, X: FloatArray) -> FloatArray:  # noqa: N803
        pictures = _as_pictures(X)
        if pictures.shape[1] != self.n_features_in_:
            raise InputError(
                f"got X with {pictures.shape[1]} columns, wanted {self.n_features_in_}, as in fit"
            )
        return pictures

    def _check_parameters(self) -> None:
        for name in ("rounds", "terms", "sampled", "seen"):
            if getattr(self, name) < 1:
                raise InputError(f"got {name}={getattr(self, name)}, wanted 1 or more")
        if self.features not in ("pixels", "haar"):
            raise InputError(f"got features={self.features!r}, wanted 'pixels' or 'haar'")


def _starts(pictures: FloatArray) -> range:
    return range(0, max(len(pictures), 1), _AT_ONCE)


def _as_pictures(values: npt.ArrayLike) -> FloatArray:
    pictures = np.asarray(values, np.float32)
    side = round(pictures.shape[1] ** 0.5) if pictures.ndim == 2 else 0
    if side < 3 or side**2 != pictures.shape[1]:
        raise InputError(
            f"got X of shape {pictures.shape}, wanted (N, side²): square pictures, row by row, "
            "of side 3 or more"
        )
    if not np.isfinite(pictures).all():
        raise InputError("got X with NaN or an infinity in it, wanted finite numbers")
    return pictures


def _as_labels(values: npt.ArrayLike, count: int) -> Labels:
    labels = np.asarray(values)
    if labels.shape != (count,):
        raise InputError(f"got y of shape {labels.shape}, wanted ({count},), a digit for each row")
    if not np.array_equal(np.unique(labels), np.arange(10)):
        raise InputError("got y without some of the digits, or with something else; wanted 0 to 9")
    return labels.astype(np.uint8)
