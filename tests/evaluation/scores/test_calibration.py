import numpy as np
import pytest

from inkdigits.evaluation import expected_calibration_error, reliability_bins
from tests.evaluation.conftest import Answers, make_answers


def row(confidence: float) -> list[float]:
    """Ten probabilities of which the first is `confidence` and the largest."""
    return [confidence, *[(1 - confidence) / 9] * 9]


def test_error_agrees_with_the_formula_written_out(answers: Answers) -> None:
    confidence = answers.probabilities.max(axis=1).astype(np.float64)
    right = answers.probabilities.argmax(axis=1) == answers.labels
    expected = 0.0
    for m in range(1, 16):
        inside = (confidence > (m - 1) / 15) & (confidence <= m / 15)
        if inside.any():
            gap = abs(right[inside].mean() - confidence[inside].mean())
            expected += inside.sum() / len(right) * gap
    got = expected_calibration_error(reliability_bins(answers.probabilities, answers.labels))
    assert got == pytest.approx(expected, abs=1e-12)
    assert got > 0.005


def test_error_of_a_worked_example() -> None:
    # Ten answers at 0.9, eight of them right; ten at 0.5, five of them right.
    probabilities = np.array([row(0.9)] * 10 + [row(0.5)] * 10)
    labels = np.array([0] * 8 + [1] * 2 + [0] * 5 + [1] * 5, np.uint8)
    bins = reliability_bins(probabilities, labels, bins=10)
    assert expected_calibration_error(bins) == pytest.approx(0.5 * 0.1 + 0.5 * 0.0)
    filled = [part for part in bins if part.count]
    assert [(part.count, part.right) for part in filled] == [(10, 5), (10, 8)]
    assert [part.accuracy for part in filled] == [0.5, 0.8]


def test_bins_are_closed_above() -> None:
    bins = reliability_bins(np.array([row(0.5), row(1.0)]), np.array([0, 0], np.uint8), bins=2)
    assert [part.count for part in bins] == [1, 1]
    assert [(part.lower, part.upper) for part in bins] == [(0.0, 0.5), (0.5, 1.0)]


def test_bins_hold_every_answer_once_and_empty_ones_stay(answers: Answers) -> None:
    bins = reliability_bins(answers.probabilities, answers.labels)
    assert len(bins) == 15
    assert sum(part.count for part in bins) == 600
    assert bins[0].count == 0, "ten probabilities that sum to 1 cannot all be below 1/15"
    assert bins[0].accuracy == 0.0
    assert bins[0].confidence == pytest.approx(1 / 30)


def test_answers_as_good_as_their_confidence_have_almost_no_error(
    rng: np.random.Generator,
) -> None:
    probabilities = make_answers(rng, 100_000).probabilities
    # Labels drawn from the very probabilities: calibrated by construction.
    draws = rng.random((len(probabilities), 1))
    labels = (probabilities.cumsum(axis=1) < draws).sum(axis=1).clip(max=9).astype(np.uint8)
    assert expected_calibration_error(reliability_bins(probabilities, labels)) < 0.01
