from itertools import permutations

import numpy as np
import pytest
from sklearn.metrics import auc

from inkdigits.evaluation import aurc, risk_coverage, sure_answers, sure_confidence
from tests.evaluation.conftest import Answers


def sorted_errors(answers: Answers) -> np.ndarray:
    confidence = answers.probabilities.max(axis=1)
    wrong = answers.probabilities.argmax(axis=1) != answers.labels
    return wrong[np.argsort(-confidence, kind="stable")].astype(float)


def rows(confidences: list[float]) -> np.ndarray:
    """Answers "0" of these confidences."""
    table = np.zeros((len(confidences), 10), np.float32)
    table[:, 0] = confidences
    table[:, 1] = 1 - table[:, 0]
    return table


def test_curve_and_area_agree_with_the_sum_written_out(answers: Answers) -> None:
    coverage, errors = risk_coverage(answers.probabilities, answers.labels)
    wrong = sorted_errors(answers)
    expected = [wrong[:k].mean() for k in range(1, 601)]
    np.testing.assert_allclose(errors, expected, atol=1e-12)
    np.testing.assert_allclose(coverage, np.arange(1, 601) / 600, atol=1e-12)
    area = aurc(answers.probabilities, answers.labels)
    assert area == pytest.approx(sum(expected) / 600, abs=1e-12)
    # Trapezoids leave out half a step at each end.
    trapezoids = auc(coverage, errors) + (errors[0] + errors[-1]) / 1200
    assert area == pytest.approx(trapezoids, abs=1e-9)


def test_equal_confidences_count_as_the_mean_of_all_their_orders() -> None:
    probabilities = rows([0.9, 0.7, 0.7, 0.7, 0.6])
    labels = np.array([0, 1, 0, 0, 0], np.uint8)
    orders = [[0, *middle, 4] for middle in permutations([1, 2, 3])]
    wrong = labels != 0
    expected = np.mean([[wrong[order[:k]].mean() for k in range(1, 6)] for order in orders], axis=0)
    for order in orders:
        _, errors = risk_coverage(probabilities[order], labels[order])
        np.testing.assert_allclose(errors, expected, atol=1e-12)


def test_the_sure_confidence_is_the_lowest_that_keeps_its_word(answers: Answers) -> None:
    confidence = sure_confidence(answers.probabilities, answers.labels, error=0.05)
    assert confidence is not None
    found = {}
    for threshold in answers.probabilities.max(axis=1):
        sure = sure_answers(answers.probabilities, answers.labels, float(threshold), "itself")
        found[float(threshold)] = sure.errors / sure.answered
    assert confidence == min(threshold for threshold, error in found.items() if error <= 0.05)
    sure = sure_answers(answers.probabilities, answers.labels, confidence, "itself")
    assert 0.3 < sure.coverage < 1
    assert sure.upper95 > sure.errors / sure.answered
    assert sure.to_json()["error"] <= 0.05


def test_no_confidence_is_enough_where_the_surest_is_wrong() -> None:
    probabilities, labels = rows([0.9, 0.8]), np.array([1, 0], np.uint8)
    assert sure_confidence(probabilities, labels) is None
    assert sure_confidence(probabilities, labels, error=0.5) == pytest.approx(0.8)
    nothing = sure_answers(probabilities, labels, 0.95, "others")
    assert (nothing.answered, nothing.upper95, nothing.to_json()["error"]) == (0, 1.0, None)


def test_three_in_a_hundred_is_what_no_error_in_a_hundred_proves() -> None:
    sure = sure_answers(rows([0.9] * 100), np.zeros(100, np.uint8), 0.5, "others")
    assert sure.upper95 == pytest.approx(1 - 0.05 ** (1 / 100), abs=1e-12)
