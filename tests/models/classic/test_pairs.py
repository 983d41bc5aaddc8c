import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsOneClassifier

from inkdigits.arrays import FloatArray, Labels
from inkdigits.models.classic._pairs import PAIRS, PairwisePlanes, count_votes

pytestmark = pytest.mark.train


def test_a_sure_pair_gives_and_takes_a_whole_vote_and_a_doubtful_one_a_part() -> None:
    decisions = np.zeros((1, 45), np.float32)
    decisions[0, PAIRS.index((2, 7))] = 5
    decisions[0, PAIRS.index((7, 9))] = -0.025
    part = np.tanh(0.25)
    expected = np.zeros((1, 10))
    expected[0, [2, 7, 9]] = 1, -1 - part, part
    np.testing.assert_allclose(count_votes(torch.from_numpy(decisions)), expected, atol=1e-6)


def test_pairs_answer_as_scikit_learns_do(rows: tuple[FloatArray, Labels, FloatArray]) -> None:
    digits, labels, others = rows
    ours = PairwisePlanes(regularization=0.1, steps=300).fit(digits, labels)
    theirs = OneVsOneClassifier(LogisticRegression(C=0.1, max_iter=300)).fit(digits, labels)
    # Its ties are broken by sums of confidences, ours by the votes' sizes.
    assert (ours.predict(others) == theirs.predict(others)).mean() >= 0.98


def test_classes_are_the_digits(rows: tuple[FloatArray, Labels, FloatArray]) -> None:
    fitted = PairwisePlanes().fit(*rows[:2])
    assert fitted.classes_.tolist() == list(range(10))
    assert fitted.decision_function(rows[2]).shape == (len(rows[2]), 10)
