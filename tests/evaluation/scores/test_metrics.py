import math

import numpy as np
import pytest
import sklearn.metrics as oracle

from inkdigits.evaluation import (
    brier_score,
    class_scores,
    confusion_matrix,
    log_loss,
    most_confused,
    top_accuracy,
)
from tests.evaluation.conftest import Answers

DIGITS = list(range(10))


def guesses(answers: Answers) -> np.ndarray:
    return answers.probabilities.argmax(axis=1).astype(np.uint8)


def test_confusion_matrix_agrees_with_scikit_learn(answers: Answers) -> None:
    got = confusion_matrix(answers.labels, guesses(answers))
    expected = oracle.confusion_matrix(answers.labels, guesses(answers), labels=DIGITS)
    np.testing.assert_array_equal(got, expected)
    assert got.sum() == 600
    assert 0 < 600 - np.trace(got) < 200, "the example has both right and wrong answers"


def test_confusion_matrix_has_the_true_digit_in_the_row() -> None:
    got = confusion_matrix(np.array([4, 4], np.uint8), np.array([9, 4], np.uint8))
    assert got[4, 9] == 1
    assert got[9, 4] == 0
    assert got[4, 4] == 1


def test_class_scores_agree_with_scikit_learn(answers: Answers) -> None:
    got = class_scores(confusion_matrix(answers.labels, guesses(answers)))
    columns = oracle.precision_recall_fscore_support(
        answers.labels, guesses(answers), labels=DIGITS, zero_division=0
    )
    for digit, (precision, recall, f1, support) in enumerate(zip(*columns, strict=True)):
        assert got[digit].precision == pytest.approx(precision, abs=1e-12)
        assert got[digit].recall == pytest.approx(recall, abs=1e-12)
        assert got[digit].f1 == pytest.approx(f1, abs=1e-12)
        assert got[digit].support == support


def test_what_would_divide_by_zero_is_zero() -> None:
    labels, said = np.array([1, 1, 2], np.uint8), np.array([1, 3, 3], np.uint8)
    scores = class_scores(confusion_matrix(labels, said))
    never_said, never_seen, neither = scores[2], scores[3], scores[7]
    assert (never_said.precision, never_said.recall, never_said.f1) == (0.0, 0.0, 0.0)
    assert (never_seen.precision, never_seen.recall, never_seen.f1) == (0.0, 0.0, 0.0)
    assert (neither.precision, neither.recall, neither.f1, neither.support) == (0, 0, 0, 0)
    assert (scores[1].precision, scores[1].recall) == (1.0, 0.5)


def test_most_confused_counts_mistakes_only_and_orders_them() -> None:
    confusion = np.diag(np.full(10, 100))
    confusion[4, 9], confusion[9, 4], confusion[7, 2] = 5, 3, 3
    assert most_confused(confusion) == [(4, 9, 5), (7, 2, 3), (9, 4, 3)]
    assert most_confused(confusion, limit=1) == [(4, 9, 5)]
    assert most_confused(np.diag(np.full(10, 100))) == []
    assert confusion[0, 0] == 100, "the caller's matrix is left as it was"


@pytest.mark.parametrize("k", [1, 2, 3])
def test_top_accuracy_agrees_with_scikit_learn(answers: Answers, k: int) -> None:
    expected = oracle.top_k_accuracy_score(
        answers.labels, answers.probabilities, k=k, labels=DIGITS
    )
    assert top_accuracy(answers.probabilities, answers.labels, k) == pytest.approx(expected)


def test_top_accuracy_prefers_the_smaller_of_equals() -> None:
    even = np.full((3, 10), 0.1, np.float32)
    assert top_accuracy(even, np.array([0, 1, 2], np.uint8), 2) == pytest.approx(2 / 3)


def test_log_loss_agrees_with_scikit_learn(answers: Answers) -> None:
    expected = oracle.log_loss(answers.labels, answers.probabilities, labels=DIGITS)
    assert log_loss(answers.probabilities, answers.labels) == pytest.approx(expected, rel=1e-6)


def test_log_loss_of_a_certain_mistake_is_bounded() -> None:
    certain = np.eye(10, dtype=np.float32)[[3]]
    wrong = log_loss(certain, np.array([5], np.uint8))
    assert wrong == pytest.approx(-math.log(np.finfo(np.float32).eps))
    assert wrong == pytest.approx(oracle.log_loss(np.array([5]), certain, labels=DIGITS), rel=1e-6)
    assert log_loss(certain, np.array([3], np.uint8)) < 1e-6


def test_log_loss_agrees_with_scikit_learn_to_the_last_digits(answers: Answers) -> None:
    exact = answers.probabilities.astype(np.float64)
    exact /= exact.sum(axis=1, keepdims=True)
    expected = oracle.log_loss(answers.labels, exact, labels=DIGITS)
    assert log_loss(exact, answers.labels) == pytest.approx(expected, abs=1e-9)


def test_brier_score_is_the_sum_of_scikit_learns_classes(answers: Answers) -> None:
    expected = sum(
        oracle.brier_score_loss(answers.labels == digit, answers.probabilities[:, digit])
        for digit in DIGITS
    )
    assert brier_score(answers.probabilities, answers.labels) == pytest.approx(expected, abs=1e-9)


def test_brier_score_of_certain_answers() -> None:
    certain = np.eye(10, dtype=np.float32)[[3, 5]]
    assert brier_score(certain, np.array([3, 5], np.uint8)) == 0
    assert brier_score(certain, np.array([5, 3], np.uint8)) == 2
    assert certain[0, 3] == 1, "the caller's probabilities are left as they were"
