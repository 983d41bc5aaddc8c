"""Confident learning: which labels are likely wrong, by a model that was not trained on them.

Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", Journal
of Artificial Intelligence Research 70, 2021, p. 1373.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Probabilities
from inkdigits.errors import InputError

Scores: TypeAlias = npt.NDArray[np.float64]

# A mean of equal float32 numbers may come out above them.
_SLACK = 1e-6


def confident_thresholds(probabilities: Probabilities, labels: Labels) -> Scores:
    """From which probability on a digit counts as confidently of a class (section 3.1).

    Args:
        probabilities: (N, 10), of a model that was not trained on these digits.
        labels: (N,) uint8, the labels to be doubted.

    Returns:
        (10,) the mean probability of each class over the digits with its label; infinity for a
        class that no digit has.

    Raises:
        InputError: there are no digits, or not as many probabilities as labels.
    """
    if not len(labels) or probabilities.shape != (len(labels), 10):
        raise InputError(
            f"got probabilities of shape {probabilities.shape} for {len(labels)} labels, wanted "
            "(N, 10) for N labels, at least one"
        )
    counts = np.bincount(labels, minlength=10)
    sums = np.bincount(labels, weights=_of_label(probabilities, labels), minlength=10)
    thresholds = np.full(10, np.inf)
    np.divide(sums, counts, out=thresholds, where=counts > 0)
    return thresholds


def confident_joint(probabilities: Probabilities, labels: Labels) -> npt.NDArray[np.int64]:
    """Count the digits of each label that confidently are of each class (equation 1).

    A digit that lies above the thresholds of several classes counts for the most probable one; one
    that lies above none does not count.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8.

    Returns:
        (10, 10), labels down, classes across.

    Raises:
        InputError: see `confident_thresholds`.
    """
    guesses = _confident_guesses(probabilities, labels)
    counted = guesses >= 0
    joint = np.zeros((10, 10), np.int64)
    np.add.at(joint, (labels[counted], guesses[counted]), 1)
    return joint


def estimate_joint(joint: npt.NDArray[np.int64], labels: Labels) -> Scores:
    """Estimate how labels and true classes go together, from the confident joint (equation 3).

    Args:
        joint: (10, 10), from `confident_joint`.
        labels: (N,) uint8, N at least 1.

    Returns:
        (10, 10) shares of all digits, which sum to 1: labels down, true classes across. A label
        with no confident digit is taken to be right.
    """
    counted = joint + np.diag((joint.sum(axis=1) == 0).astype(np.int64))
    shares = counted / counted.sum(axis=1, keepdims=True)
    estimate: Scores = shares * np.bincount(labels, minlength=10)[:, None] / len(labels)
    return estimate


def find_label_issues(probabilities: Probabilities, labels: Labels) -> npt.NDArray[np.bool_]:
    """Find the labels that are likely wrong: those off the confident joint's diagonal.

    Left out are digits whose label is the most probable class all the same, which happens where
    another class has a low threshold.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8.

    Returns:
        (N,) whether the label is likely wrong.

    Raises:
        InputError: see `confident_thresholds`.
    """
    guesses = _confident_guesses(probabilities, labels)
    off_diagonal = (guesses >= 0) & (guesses != labels)
    issues: npt.NDArray[np.bool_] = off_diagonal & (normalized_margin(probabilities, labels) < 0.5)
    return issues


def self_confidence(probabilities: Probabilities, labels: Labels) -> Scores:
    """The probability of each digit's own label, (N,) in [0, 1]; the lower, the more doubtful."""
    return _of_label(probabilities, labels).astype(np.float64)


def normalized_margin(probabilities: Probabilities, labels: Labels) -> Scores:
    """How far each label's probability lies above that of the best other class.

    Args:
        probabilities: (N, 10).
        labels: (N,) uint8.

    Returns:
        (N,) in [0, 1]: 0 where another class is certain, 1 where the label is; the lower, the more
        doubtful the label.
    """
    others = _of_label(probabilities, suggestions(probabilities, labels)).astype(np.float64)
    return (self_confidence(probabilities, labels) - others + 1) / 2


def suggestions(probabilities: Probabilities, labels: Labels) -> Labels:
    """The most probable class of each digit other than its label, (N,) uint8."""
    others = probabilities.copy()
    others[np.arange(len(labels)), labels] = -1
    best: Labels = others.argmax(axis=1).astype(np.uint8)
    return best


def _of_label(probabilities: Probabilities, labels: Labels) -> Probabilities:
    return probabilities[np.arange(len(labels)), labels]


def _confident_guesses(probabilities: Probabilities, labels: Labels) -> npt.NDArray[np.int64]:
    """(N,) the class that each digit confidently is of, -1 where there is none."""
    above = probabilities >= confident_thresholds(probabilities, labels) - _SLACK
    guesses = np.where(above, probabilities, -1).argmax(axis=1)
    return np.where(above.any(axis=1), guesses, -1)
