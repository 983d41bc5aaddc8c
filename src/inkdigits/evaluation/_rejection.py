from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images
from inkdigits.data import Dataset
from inkdigits.data.non_digits import HELD_OUT_KINDS, KINDS, NonDigits
from inkdigits.errors import InputError
from inkdigits.evaluation.scores._intervals import wilson

_Kinds = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Rejected:
    """How many of some images were rejected.

    Attributes:
        n: number of images, at least 1.
        count: how many of them were rejected.
    """

    n: int
    count: int

    @property
    def share(self) -> float:
        """Share of rejected images, in [0, 1]."""
        return self.count / self.n

    @property
    def ci95(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        return wilson(self.count, self.n)

    def to_json(self) -> dict[str, Any]:
        """The counts, the share and its interval as a JSON object."""
        return {"n": self.n, "rejected": self.count, "share": self.share, "ci95": list(self.ci95)}


@dataclass(frozen=True)
class Rejection:
    """How well digits and non-digits are told apart.

    Attributes:
        threshold: what scores higher is rejected.
        digits: true digits; rejecting these is wrong.
        non_digits: non-digits of all kinds together; rejecting these is right.
        kinds: the non-digits by kind.
        auroc: area under the ROC curve, whatever the threshold: the chance that a non-digit scores
            higher than a digit.
    """

    threshold: float
    digits: Rejected
    non_digits: Rejected
    kinds: Mapping[str, Rejected]
    auroc: float

    def to_json(self) -> dict[str, Any]:
        """The rejection as a JSON object; `held_out` names the kinds that no net is trained on."""
        return {
            "threshold": self.threshold,
            "digits": self.digits.to_json(),
            "non_digits": self.non_digits.to_json(),
            "kinds": {kind: rejected.to_json() for kind, rejected in self.kinds.items()},
            "held_out": [kind for kind in self.kinds if kind in HELD_OUT_KINDS],
            "auroc": self.auroc,
        }


class _Card(Protocol):
    @property
    def reject_threshold(self) -> float: ...


class RejectingModel(Protocol):
    """What rejects: an image whose score is above the card's threshold."""

    @property
    def card(self) -> _Card: ...

    def non_digit_score(self, images: Images) -> FloatArray: ...


def rejection(
    digit_scores: FloatArray,
    non_digit_scores: FloatArray,
    kinds: _Kinds,
    digits_rejected: float = 0.01,
) -> Rejection:
    """Measure at the threshold that rejects a given share of the true digits.

    Args:
        digit_scores: (N,) the scores of true digits; higher is less like a digit.
        non_digit_scores: (M,) the scores of non-digits.
        kinds: (M,) str, what each non-digit is.
        digits_rejected: the share of true digits that may be rejected, in [0, 1); as many of them
            are as this and their ties allow.

    Raises:
        InputError: there are no digits or no non-digits, a score is no number, the kinds do not
            match, or the share is out of its range.
    """
    if not 0 <= digits_rejected < 1:
        raise InputError(f"got a share of {digits_rejected} digits to reject, wanted 0 to below 1")
    _check(digit_scores, non_digit_scores, kinds)
    threshold = np.quantile(digit_scores, 1 - digits_rejected, method="inverted_cdf")
    return _at(float(threshold), digit_scores, non_digit_scores, kinds)


def evaluate_rejection(
    recognizer: RejectingModel, digits: Dataset, non_digits: NonDigits
) -> Rejection:
    """Measure at the threshold on a recognizer's card.

    Args:
        recognizer: what is measured.
        digits: true digits that it was not trained on; labels are not needed.
        non_digits: of the test part.

    Raises:
        InputError: there are no digits or no non-digits.
    """
    digit_scores = recognizer.non_digit_score(digits.images)
    non_digit_scores = recognizer.non_digit_score(non_digits.images)
    _check(digit_scores, non_digit_scores, non_digits.kinds)
    threshold = recognizer.card.reject_threshold
    return _at(threshold, digit_scores, non_digit_scores, non_digits.kinds)


def _check(digit_scores: FloatArray, non_digit_scores: FloatArray, kinds: _Kinds) -> None:
    for name, scores in (("digits", digit_scores), ("non-digits", non_digit_scores)):
        if scores.ndim != 1 or len(scores) == 0:
            raise InputError(
                f"got scores of shape {scores.shape} for {name}, wanted one for each of at least 1"
            )
        if not np.isfinite(scores).all():
            raise InputError(f"a score of the {name} is no finite number")
    if kinds.shape != non_digit_scores.shape:
        raise InputError(
            f"got {len(kinds)} kinds for {len(non_digit_scores)} non-digits, wanted one for each"
        )


def _at(
    threshold: float, digit_scores: FloatArray, non_digit_scores: FloatArray, kinds: _Kinds
) -> Rejection:
    present = {str(kind) for kind in kinds}
    known = [kind for kind in (*KINDS, *HELD_OUT_KINDS) if kind in present]
    names = known + sorted(present.difference(known))
    return Rejection(
        threshold=threshold,
        digits=_count(digit_scores, threshold),
        non_digits=_count(non_digit_scores, threshold),
        kinds={name: _count(non_digit_scores[kinds == name], threshold) for name in names},
        auroc=_auroc(digit_scores, non_digit_scores),
    )


def _count(scores: FloatArray, threshold: float) -> Rejected:
    return Rejected(n=len(scores), count=int((scores > threshold).sum()))


def _auroc(digit_scores: FloatArray, non_digit_scores: FloatArray) -> float:
    """By the rank sum of Mann and Whitney (1947); of equal scores each gets their mean rank."""
    scores = np.concatenate([digit_scores, non_digit_scores])
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    n, m = len(digit_scores), len(non_digit_scores)
    return float((ranks[n:].sum() - m * (m + 1) / 2) / (n * m))
