import numpy as np
import pytest
from cleanlab import count, rank
from cleanlab.filter import find_label_issues as their_label_issues

from inkdigits.arrays import Labels, Probabilities
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.evaluation import (
    confident_joint,
    confident_thresholds,
    estimate_joint,
    find_label_issues,
    normalized_margin,
    self_confidence,
)
from inkdigits.recognizer import load_recognizer

Judged = tuple[Probabilities, Labels]


def softmax(logits: Probabilities) -> Probabilities:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(params=["real", "random", "rare class", "flat"])
def judged(request: pytest.FixtureRequest, uci: Split, rng: np.random.Generator) -> Judged:
    """Probabilities, and labels of which some are wrong."""
    if request.param == "real":  # a twelfth of the labels moved on by one
        digits = uci.train
        assert digits.labels is not None
        wrong = rng.random(len(digits)) < 1 / 12
        return load_recognizer().predict_proba(digits.images), (digits.labels + wrong).astype(
            np.uint8
        ) % 10
    labels = rng.integers(0, 10, 3000).astype(np.uint8)
    if request.param == "rare class":
        labels[labels == 7] = 1
        labels[:5] = 7
    scale = 0.3 if request.param == "flat" else 2.0
    logits = rng.normal(0, scale, (len(labels), 10))
    logits[np.arange(len(labels)), labels] += 2.5 * scale * (rng.random(len(labels)) < 0.85)
    return softmax(logits), labels


def test_the_confident_joint_is_cleanlabs(judged: Judged) -> None:
    probabilities, labels = judged
    np.testing.assert_allclose(
        confident_thresholds(probabilities, labels),
        count.get_confident_thresholds(labels, probabilities),
        rtol=1e-5,
    )
    joint = confident_joint(probabilities, labels)
    expected = count.compute_confident_joint(labels, probabilities, calibrate=False)
    np.testing.assert_array_equal(joint, expected)
    # cleanlab rounds to whole digits.
    np.testing.assert_allclose(
        estimate_joint(joint, labels),
        count.estimate_joint(labels, probabilities),
        atol=1.01 / len(labels),
    )


def test_the_issues_are_cleanlabs(judged: Judged) -> None:
    probabilities, labels = judged
    found = find_label_issues(probabilities, labels)
    expected = their_label_issues(labels, probabilities, filter_by="confident_learning", n_jobs=1)
    assert found.sum() > 10
    np.testing.assert_array_equal(found, expected)


def test_the_ranks_are_cleanlabs(judged: Judged) -> None:
    probabilities, labels = judged
    for score, method in (
        (self_confidence, "self_confidence"),
        (normalized_margin, "normalized_margin"),
    ):
        expected = rank.get_label_quality_scores(labels, probabilities, method=method)
        np.testing.assert_allclose(score(probabilities, labels), expected, atol=1e-6)


def test_the_maths_by_hand() -> None:
    probabilities = np.zeros((4, 10), np.float32)
    probabilities[:, :2] = [[0.75, 0.25], [0.125, 0.875], [0.25, 0.75], [0.375, 0.625]]
    labels = np.array([0, 0, 1, 1], np.uint8)
    thresholds = confident_thresholds(probabilities, labels)
    assert thresholds[:2].tolist() == [0.4375, 0.6875]
    assert np.isinf(thresholds[2:]).all()  # nobody has these labels, so nobody is one of them
    # The last digit is confidently neither.
    assert confident_joint(probabilities, labels)[:2, :2].tolist() == [[1, 1], [0, 1]]
    assert find_label_issues(probabilities, labels).tolist() == [False, True, False, False]
    joint = estimate_joint(confident_joint(probabilities, labels), labels)
    assert joint[:2, :2].tolist() == [[0.25, 0.25], [0.0, 0.5]]
    assert normalized_margin(probabilities, labels).tolist() == [0.75, 0.125, 0.75, 0.625]


def test_a_label_with_no_confident_digit_is_taken_to_be_right() -> None:
    joint = np.zeros((10, 10), np.int64)
    joint[0, :2] = 3, 1
    labels = np.array([0, 0, 5, 5], np.uint8)
    estimate = estimate_joint(joint, labels)
    assert (estimate[0, 0], estimate[0, 1], estimate[5, 5]) == (0.375, 0.125, 0.5)
    assert estimate.sum() == 1


def test_a_label_that_is_most_probable_is_no_issue() -> None:
    """Where a class has a low threshold, a digit may lie above it that is still more its own."""
    probabilities = np.full((3, 10), 0.0, np.float32)
    probabilities[:, :2] = [[0.9375, 0.0625], [0.5625, 0.4375], [0.75, 0.25]]
    labels = np.array([0, 0, 1], np.uint8)
    assert confident_joint(probabilities, labels)[0, 1] == 1
    assert not find_label_issues(probabilities, labels)[1]


def test_probabilities_of_other_digits_are_refused() -> None:
    labels = np.arange(10, dtype=np.uint8)
    with pytest.raises(InputError, match=r"of shape \(9, 10\) for 10 labels, wanted \(N, 10\)"):
        find_label_issues(np.eye(10, dtype=np.float32)[:9], labels)
    with pytest.raises(InputError, match=r"of shape \(0, 10\) for 0 labels"):
        confident_joint(np.zeros((0, 10), np.float32), labels[:0])
