"""Intervals of an accuracy by drawing the digits anew: each for itself, or by whole writers."""

import numpy as np
import numpy.typing as npt

from inkdigits.errors import InputError

RESAMPLES = 10_000

_AT_A_TIME = 500  # resamples; so many rows of writers are held in memory


def bootstrap_accuracy(
    right: npt.NDArray[np.bool_], rng: np.random.Generator, confidence: float = 0.95
) -> tuple[float, float]:
    """Percentile interval of an accuracy, each digit drawn for itself.

    How many right ones are among N digits drawn with replacement is binomial: drawing that number
    is drawing the digits. (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.)
    It takes digits for independent, as Wilson's does; where writers are known,
    `bootstrap_writers` is the honest one.

    Args:
        right: (N,) whether each answer is right; N at least 1.
        rng: draws.
        confidence: how often such an interval shall hold the true accuracy.

    Raises:
        InputError: there are no answers.
    """
    _require_answers(right)
    n = len(right)
    return _percentiles(rng.binomial(n, int(right.sum()) / n, RESAMPLES) / n, confidence)


def bootstrap_writers(
    right: npt.NDArray[np.bool_],
    writers: npt.NDArray[np.int32],
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Percentile interval of an accuracy, whole writers drawn anew with all their digits.

    As far as one person's digits succeed or fail together, ten digits of one writer say less than
    ten digits of ten. Drawing writers keeps that: the interval is wider by as much as errors
    gather with few people, and it is the one that holds for people the model has not met.
    (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8.)

    Args:
        right: (N,) whether each answer is right; N at least 1.
        writers: (N,) who wrote each digit.
        rng: draws.
        confidence: as with `bootstrap_accuracy`.

    Raises:
        InputError: there are no answers, or not a writer for each.
    """
    _require_answers(right)
    if right.shape != writers.shape:
        raise InputError(f"got {len(writers)} writers for {len(right)} answers, wanted as many")
    _, writer_of, digits = np.unique(writers, return_inverse=True, return_counts=True)
    rights = np.bincount(writer_of, weights=right)
    parts = []
    for _ in range(0, RESAMPLES, _AT_A_TIME):
        drawn = rng.integers(0, len(digits), (_AT_A_TIME, len(digits)))
        parts.append(rights[drawn].sum(axis=1) / digits[drawn].sum(axis=1))
    return _percentiles(np.concatenate(parts), confidence)


def _require_answers(right: npt.NDArray[np.bool_]) -> None:
    if len(right) == 0:
        raise InputError("got no answers, wanted at least one to draw from")


def _percentiles(drawn: npt.NDArray[np.float64], confidence: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
