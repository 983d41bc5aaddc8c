"""Answering only what is sure: how many errors are left, and how many answers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Probabilities
from inkdigits.evaluation.scores._intervals import clopper_pearson

WANTED_ERROR = 0.001
"""One in a thousand, what `sure_confidence` is asked for."""


def risk_coverage(
    probabilities: Probabilities, labels: Labels
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Error among the digits answered, when only the most confident answers are given.

    (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 11,
    2010, p. 1605.) Answers of the same confidence cannot be parted by it; of such a group each
    counts as wrong by the group's share of errors, so their order in the dataset does not matter.

    Args:
        probabilities: (N, 10); an answer's confidence is the largest of its row.
        labels: (N,) uint8; N at least 1.

    Returns:
        Coverage, (N,) 1/N to 1, and the error at each, (N,).
    """
    confidence = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != labels
    _, group = np.unique(-confidence, return_inverse=True)
    errors = np.bincount(group, weights=wrong) / np.bincount(group)
    given = np.arange(1, len(labels) + 1)
    return given / len(labels), np.cumsum(errors[np.sort(group)]) / given


def aurc(probabilities: Probabilities, labels: Labels) -> float:
    """Area under the risk–coverage curve: the mean of its N errors.

    Less is better: few errors, and those with the least confidence. (Geifman, Uziel and El-Yaniv,
    "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019.)
    Arguments as `risk_coverage`.
    """
    return float(risk_coverage(probabilities, labels)[1].mean())


def sure_confidence(
    probabilities: Probabilities, labels: Labels, error: float = WANTED_ERROR
) -> float | None:
    """The lowest confidence from which on at most this share of the answers is wrong.

    Choose it on digits that it is not judged by: where it was found, it looks better than it is.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8; N at least 1.
        error: the share that may be wrong.

    Returns:
        A confidence in [0, 1]; None where even the most confident answers are wrong more often.
    """
    confidence = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != labels
    values, group = np.unique(-confidence, return_inverse=True)
    given, errors = np.cumsum(np.bincount(group)), np.cumsum(np.bincount(group, weights=wrong))
    kept = np.flatnonzero(errors <= error * given)
    return float(-values[kept[-1]]) if len(kept) else None


@dataclass(frozen=True)
class SureAnswers:
    """What is answered with at least a certain confidence, and how often it is wrong.

    Attributes:
        confidence: what an answer needs, in [0, 1].
        chosen_on: what the confidence was chosen on, in words.
        n: number of digits.
        answered: how many of them are answered.
        errors: how many of these answers are wrong.
    """

    confidence: float
    chosen_on: str
    n: int
    answered: int
    errors: int

    @property
    def coverage(self) -> float:
        """Share of the digits that are answered."""
        return self.answered / self.n

    @property
    def upper95(self) -> float:
        """What the true error is below, 95 % sure: Clopper and Pearson's one-sided bound."""
        return clopper_pearson(self.errors, self.answered, 0.9)[1] if self.answered else 1.0

    def to_json(self) -> dict[str, Any]:
        """The answers as a JSON object; `error` is null where nothing is answered."""
        return {
            "confidence": self.confidence,
            "chosen_on": self.chosen_on,
            "n": self.n,
            "answered": self.answered,
            "coverage": self.coverage,
            "errors": self.errors,
            "error": self.errors / self.answered if self.answered else None,
            "error_upper95": self.upper95,
        }


def sure_answers(
    probabilities: Probabilities, labels: Labels, confidence: float, chosen_on: str
) -> SureAnswers:
    """Count what is answered with at least this confidence, and what of it is wrong."""
    given = probabilities.max(axis=1) >= confidence
    wrong = given & (probabilities.argmax(axis=1) != labels)
    return SureAnswers(confidence, chosen_on, len(labels), int(given.sum()), int(wrong.sum()))
