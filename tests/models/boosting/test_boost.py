"""The rounds of boosting, against brute force and against scikit-learn."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import AdaBoostClassifier

from inkdigits.models.boosting._boost import boost
from inkdigits.models.boosting._features import Features, Integers
from inkdigits.models.boosting._rounds import Rounds

pytestmark = pytest.mark.train


def all_pixels(count: int) -> Callable[[], Features]:
    positions = np.arange(count, dtype=np.int32)[:, None]
    return lambda: (positions, np.ones_like(positions))


def run(
    levels: Integers, labels: np.ndarray, rounds: int, terms: int = 1, seen: int = 10_000
) -> Rounds:
    draw = all_pixels(levels.shape[1])
    table = np.ascontiguousarray(levels.T)
    rng = np.random.default_rng(0)
    return boost(table, labels, draw, rounds, terms, seen, rng, lambda done, total: None)


def responses(found: Rounds, levels: Integers) -> np.ndarray:
    """(R, N) ±1, by what `Rounds` says it is."""
    entries = levels[:, found.positions] * found.coefficients
    return np.where(entries.sum(-1) >= found.thresholds, 1, -1).prod(-1).T


def all_stumps(levels: Integers) -> np.ndarray:
    """(S, N) ±1: the stumps of each column and cut, and the one that says +1 always."""
    cuts = [(levels[:, [j]] > np.unique(levels[:, j])[:-1]).T for j in range(levels.shape[1])]
    always = np.ones((1, len(levels)), bool)
    return np.where(np.concatenate([*cuts, always]), 1, -1)


@pytest.mark.parametrize("terms", [1, 2])
def test_each_round_is_adaboost_mh_by_the_book(rng: np.random.Generator, terms: int) -> None:
    levels = rng.integers(0, 256, (150, 9)).astype(np.int32)
    labels = rng.integers(0, 10, 150).astype(np.uint8)
    found = run(levels, labels, rounds=12, terms=terms)
    signs = np.where(labels[:, None] == np.arange(10), 1, -1)
    weights = np.where(signs > 0, 1 / 2, 1 / 18) / 150
    stumps = all_stumps(levels)
    for response, votes in zip(responses(found, levels), found.votes, strict=True):
        best = np.abs(stumps @ (weights * signs)).sum(axis=1).max()
        edges = response @ (weights * signs)
        edge = np.abs(edges).sum()
        if terms == 1:
            assert edge == pytest.approx(best, abs=1e-6)
        else:
            assert edge >= best - 1e-6
        assert np.allclose(votes, np.sign(edges) * np.log((1 + edge) / (1 - edge)) / 2)
        weights = weights * np.exp(-votes * response[:, None] * signs)
        weights /= weights.sum()
    assert np.allclose(found.scores(levels), responses(found, levels).T @ found.votes)


class LeastErrorStump(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """What AdaBoost asks of a stump; scikit-learn's own tree splits by impurity instead."""

    def fit(self, x: np.ndarray, y: np.ndarray, sample_weight: np.ndarray) -> "LeastErrorStump":
        self.classes_ = np.unique(y)
        signed = np.where(y == 1, sample_weight, -sample_weight)
        best = -1.0
        for column in range(x.shape[1]):
            for cut in np.unique(x[:, column])[:-1]:
                edge = np.where(x[:, column] > cut, 1, -1) @ signed
                if abs(edge) > best + 1e-9:
                    best, self.rule_ = abs(edge), (column, cut, edge > 0)
        return self

    def predict(self, x: np.ndarray) -> np.ndarray:
        column, cut, above = self.rule_
        return np.where((x[:, column] > cut) == above, 1, 0)


def test_two_classes_are_scikit_learns_adaboost(rng: np.random.Generator) -> None:
    # 128 examples, so that the first round's equal weights sum exactly and ties fall alike.
    levels = rng.integers(0, 256, (128, 9)).astype(np.int32)
    labels = (levels[:, 0] + levels[:, 4] + rng.integers(0, 200, 128) > 350).astype(np.uint8)
    reference: Any = AdaBoostClassifier(LeastErrorStump(), n_estimators=15).fit(levels, labels)
    found = run(levels, labels, rounds=15)
    scores = found.scores(levels)
    # Its weights are ln((1 - error) / error), twice ours; its scores range from -2 to 2.
    assert np.allclose(2 * np.abs(found.votes[:, 1]), reference.estimator_weights_)
    total = np.abs(found.votes[:, 1]).sum()
    assert np.allclose(2 * scores[:, 1] / total, reference.decision_function(levels))
    assert np.allclose(scores[:, 0], -scores[:, 1])
    assert not scores[:, 2:].any()


def exclusive_or(rng: np.random.Generator) -> tuple[Integers, np.ndarray]:
    levels = rng.integers(0, 256, (400, 9)).astype(np.int32)
    levels[:, 2:] = 0
    return levels, ((levels[:, 0] > 127) ^ (levels[:, 1] > 127)).astype(np.uint8)


def test_products_can_do_exclusive_or_and_stumps_cannot(rng: np.random.Generator) -> None:
    levels, labels = exclusive_or(rng)
    wrong = [
        (run(levels, labels, 60, terms).scores(levels)[:, :2].argmax(1) != labels).mean()
        for terms in (1, 2)
    ]
    assert wrong[0] > 0.25
    assert wrong[1] < 0.02


def test_it_ends_at_a_round_without_errors(rng: np.random.Generator) -> None:
    levels = rng.integers(0, 256, (50, 9)).astype(np.int32)
    labels = (levels[:, 3] > 100).astype(np.uint8)
    found = run(levels, labels, rounds=5)
    assert len(found) == 1
    assert found.positions[0, 0, 0] == 3
    assert np.isfinite(found.votes).all()


def test_it_ends_where_nothing_can_be_told(rng: np.random.Generator) -> None:
    levels = np.full((20, 9), 7, np.int32)
    found = run(levels, np.repeat([0, 1], 10).astype(np.uint8), rounds=5)
    assert len(found) == 1
    assert np.allclose(found.scores(levels), 0)


def test_votes_are_of_all_examples_though_the_search_sees_a_part(rng: np.random.Generator) -> None:
    levels = rng.integers(0, 256, (300, 9)).astype(np.int32)
    labels = (levels[:, 0] // 86 + 3 * (levels[:, 1] > 127)).astype(np.uint8)
    found = run(levels, labels, rounds=30, terms=2, seen=120)
    signs = np.where(labels[:, None] == np.arange(10), 1, -1)
    present = np.arange(10) < 6
    weights = np.where(signs > 0, 1 / 2, 1 / 10) * present / 300
    for response, votes in zip(responses(found, levels), found.votes, strict=True):
        edge = np.abs(response @ (weights * signs)).sum()
        assert np.abs(votes).max() == pytest.approx(np.arctanh(edge), rel=1e-9)
        weights = weights * np.exp(-votes * response[:, None] * signs)
        weights /= weights.sum()
    assert (found.scores(levels)[:, :6].argmax(1) != labels).mean() < 0.05
