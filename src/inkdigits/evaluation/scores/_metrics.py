from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Probabilities

Confusion = npt.NDArray[np.int64]
"""(10, 10) counts: the row is the true digit, the column the answer."""


@dataclass(frozen=True)
class ClassScores:
    """How one digit fares.

    Attributes:
        precision: share of right answers among those that say this digit; 0 where none says it.
        recall: share of this digit's images that were recognised; 0 where there are none.
        f1: harmonic mean of the two; 0 where both are.
        support: number of this digit's images.
    """

    precision: float
    recall: float
    f1: float
    support: int


def confusion_matrix(labels: Labels, answers: Labels) -> Confusion:
    """Count the answers to each digit.

    Args:
        labels: (N,) uint8, the true digits.
        answers: (N,) uint8, what was recognised.

    Returns:
        (10, 10) int64; the row is the true digit, the column the answer.
    """
    pairs = labels.astype(np.int64) * 10 + answers
    return np.bincount(pairs, minlength=100).reshape(10, 10).astype(np.int64)


def class_scores(confusion: Confusion) -> tuple[ClassScores, ...]:
    """Precision, recall, F1 and support of each of the ten digits, 0 first.

    What would divide by zero is 0, as with scikit-learn's `zero_division=0`.
    """
    right = np.diag(confusion)
    answered = confusion.sum(axis=0)
    support = confusion.sum(axis=1)
    return tuple(
        ClassScores(
            precision=_share(int(right[digit]), int(answered[digit])),
            recall=_share(int(right[digit]), int(support[digit])),
            f1=_share(2 * int(right[digit]), int(answered[digit] + support[digit])),
            support=int(support[digit]),
        )
        for digit in range(10)
    )


def most_confused(confusion: Confusion, limit: int = 5) -> list[tuple[int, int, int]]:
    """The mistakes made most often: (true digit, answer, how many times), most often first.

    Equal counts stand in the order of the digits; pairs that were never confused are left out.
    """
    mistakes = confusion.copy()
    np.fill_diagonal(mistakes, 0)
    order = np.argsort(-mistakes, axis=None, kind="stable")[:limit]
    return [
        (int(flat // 10), int(flat % 10), int(mistakes.flat[flat]))
        for flat in order
        if mistakes.flat[flat] > 0
    ]


def top_accuracy(probabilities: Probabilities, labels: Labels, k: int = 2) -> float:
    """Share of the images whose digit is among the `k` most probable; N at least 1.

    Of equally probable digits the smaller counts as the more probable, as argmax has it.
    """
    ranked = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]
    return float((ranked == labels[:, None]).any(axis=1).mean())


def log_loss(probabilities: Probabilities, labels: Labels) -> float:
    """Mean of -ln(probability of the true digit), the cross-entropy; N at least 1.

    Probabilities are kept away from 0 and 1 by the resolution of their type (1.2e-7 for float32),
    so that one confident mistake costs at most 16 and not infinity. scikit-learn does the same.
    """
    resolution = np.finfo(probabilities.dtype).eps
    given = probabilities[np.arange(len(labels)), labels]
    bounded = np.clip(given, resolution, 1 - resolution).astype(np.float64)
    return float(-np.log(bounded).mean())


def brier_score(probabilities: Probabilities, labels: Labels) -> float:
    """Mean squared distance between the ten probabilities and the truth; N at least 1.

    0 where every answer is right and certain, 2 where every one is wrong and certain. (Brier,
    Monthly Weather Review 78, 1950, p. 1, in its form for several classes.)
    """
    exact = probabilities.astype(np.float64)
    exact[np.arange(len(labels)), labels] -= 1.0
    return float((exact**2).sum(axis=1).mean())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
