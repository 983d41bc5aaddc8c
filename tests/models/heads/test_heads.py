import numpy as np
import pytest
import torch
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

from inkdigits.arrays import FloatArray, Labels
from inkdigits.models.heads import fit_head
from inkdigits.models.heads._local import _RIDGE, LocalScores

Features = tuple[FloatArray, Labels, FloatArray]


@pytest.fixture(scope="module")
def features() -> Features:
    """Ten clouds in 20 dimensions that overlap: 600 rows, their digits, and 50 others."""
    chances = np.random.default_rng(3)
    centres = chances.normal(size=(10, 20))
    labels = np.arange(650) % 10
    rows = (centres[labels] + chances.normal(scale=0.9, size=(650, 20))).astype(np.float32)
    return rows[:600], labels[:600].astype(np.uint8), rows[600:]


def answers(name: str, features: Features, neighbours: int) -> Labels:
    known, labels, others = features
    scores = fit_head(name, neighbours, known, labels)(torch.from_numpy(others))
    assert scores.shape == (50, 10)
    assert scores.dtype == torch.float32
    return scores.argmax(dim=1).numpy().astype(np.uint8)


def test_neighbours_vote_as_scikit_learns_do(features: Features) -> None:
    known, labels, others = features
    theirs = KNeighborsClassifier(5).fit(known, labels)
    votes = theirs.predict_proba(others)
    clear = (votes == votes.max(axis=1, keepdims=True)).sum(axis=1) == 1
    assert clear.sum() > 30
    ours = answers("knn", features, 5)
    np.testing.assert_array_equal(ours[clear], theirs.predict(others)[clear])


def test_a_local_classifier_is_ridge_regression_on_the_neighbours(features: Features) -> None:
    known, labels, others = features
    count = 40
    scores = LocalScores(torch.from_numpy(known), torch.from_numpy(labels.astype("int64")), count)
    for row, got in zip(others, scores(torch.from_numpy(others)).numpy(), strict=True):
        gaps = ((known.astype(np.float64) - row) ** 2).sum(axis=1)
        near = np.argsort(gaps)[:count]
        weights = 1 - gaps[near] / gaps[near].max()
        weights /= weights.sum()
        digits = np.eye(10)[labels[near]]
        spread = known[near] - weights @ known[near]
        ridge = _RIDGE * (weights @ (spread**2).sum(axis=1))
        theirs = Ridge(alpha=ridge).fit(known[near], digits, sample_weight=weights)
        np.testing.assert_allclose(got, theirs.predict(row[None])[0], atol=1e-4)


def test_support_vectors_stand_at_the_end_of_a_net(features: Features) -> None:
    known, labels, others = features
    length_1 = known / np.linalg.norm(known, axis=1, keepdims=True)
    theirs = SVC(C=10, gamma=2.0).fit(length_1, labels)
    expected = theirs.predict(others / np.linalg.norm(others, axis=1, keepdims=True))
    # Both count the pairs' votes; only ties are another's.
    assert (answers("svm", features, 0) == expected).mean() >= 0.9


@pytest.mark.parametrize("name", ["knn", "local"])
def test_more_neighbours_than_there_are_digits_are_all_of_them(
    name: str, features: Features
) -> None:
    known, labels, others = features
    few = known[:30], labels[:30], others
    np.testing.assert_array_equal(answers(name, few, 1000), answers(name, few, 30))
