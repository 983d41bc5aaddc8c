import re

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.neighbors import KNeighborsClassifier

from inkdigits.arrays import FloatArray, Labels
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models.neighbours import (
    ImageDistortion,
    MarkovDistortion,
    Minkowski,
    NearestNeighbours,
    ShapeContext,
    Shifts,
    Tangent,
)


@pytest.fixture(scope="module")
def digits(uci: Split) -> tuple[FloatArray, Labels, FloatArray, Labels]:
    assert uci.test is not None
    assert uci.train.labels is not None
    assert uci.test.labels is not None
    known, unseen = (
        (part.images.reshape(len(part), -1) / np.float32(255)).astype(np.float32)
        for part in (uci.train, uci.test)
    )
    return known, uci.train.labels, unseen, uci.test.labels


@pytest.mark.parametrize(
    ("distance", "power"), [(None, 2), (Minkowski(3), 3), (Minkowski(1), 1)], ids=str
)
def test_neighbours_by_pixels_vote_as_scikit_learns_do(digits, distance, power):
    known, labels, unseen, _ = digits
    model = NearestNeighbours(k=1, distance=distance, candidates=len(known))
    oracle = KNeighborsClassifier(1, metric="minkowski", p=power, algorithm="brute")
    answers = model.fit(known, labels).predict(unseen[:100])
    assert answers.dtype == np.uint8
    np.testing.assert_array_equal(answers, oracle.fit(known, labels).predict(unseen[:100]))


def test_five_neighbours_give_scikit_learns_votes(digits):
    known, labels, unseen, _ = digits
    scores = NearestNeighbours(k=5).fit(known, labels).decision_function(unseen)
    oracle = KNeighborsClassifier(5, algorithm="brute").fit(known, labels)
    assert scores.shape == (500, 10)
    assert scores.dtype == np.float32
    # Up to half a vote says how near a digit is; it never outweighs a vote.
    np.testing.assert_array_equal(np.floor(scores), np.rint(oracle.predict_proba(unseen) * 5))


@pytest.mark.parametrize(
    ("model", "least"),
    [
        (NearestNeighbours(k=3), 0.96),
        (NearestNeighbours(k=3, distance=Minkowski()), 0.96),
        (NearestNeighbours(k=1, distance=Shifts(), candidates=50), 0.97),
        (NearestNeighbours(k=3, distance=Tangent(), candidates=50), 0.97),
        (NearestNeighbours(k=3, distance=ImageDistortion(), candidates=20), 0.97),
        (NearestNeighbours(k=3, distance=MarkovDistortion(), candidates=20), 0.97),
        (NearestNeighbours(k=3, distance=ShapeContext(matched=3, steps=1), candidates=10), 0.93),
    ],
    ids=lambda value: type(value.distance).__name__ if hasattr(value, "distance") else "",
)
def test_real_digits_are_read(digits, model, least):
    known, labels, unseen, truth = digits
    answers = clone(model).fit(known, labels).predict(unseen[:200])
    assert np.mean(answers == truth[:200]) >= least


def test_progress_is_told_and_ends_with_all(digits):
    known, labels, unseen, _ = digits
    model = NearestNeighbours().fit(known, labels)
    calls: list[tuple[int, int]] = []
    model.progress = lambda done, total: calls.append((done, total))
    model.predict(unseen[:120])
    assert calls == [(50, 120), (100, 120), (120, 120)]


def test_nothing_to_read_gives_no_scores(digits):
    known, labels, unseen, _ = digits
    assert NearestNeighbours().fit(known, labels).decision_function(unseen[:0]).shape == (0, 10)


def test_equally_near_digits_are_told_apart_by_their_place():
    known = np.zeros((4, 4), np.float32)
    labels = np.array([7, 7, 3, 3], np.uint8)
    model = NearestNeighbours(k=1, distance=Minkowski()).fit(known, labels)
    assert model.predict(known[:1]).tolist() == [7]


@pytest.mark.parametrize(
    ("pictures", "labels", "k", "message"),
    [
        (np.zeros((5, 7), np.float32), 5, 3, "got pictures of shape (5, 7) and type float32"),
        (np.zeros((5, 4)), 5, 3, "got pictures of shape (5, 4) and type float64"),
        (np.zeros((5, 4), np.float32), 4, 3, "got labels of shape (4,) for 5 pictures"),
        (np.zeros((5, 4), np.float32), 5, 6, "got k=6 with 5 known digits and 500 candidates"),
    ],
)
def test_what_cannot_be_fitted_is_named(pictures, labels, k, message):
    with pytest.raises(InputError, match=re.escape(message)):
        NearestNeighbours(k=k).fit(pictures, np.zeros(labels, np.uint8))


def test_pictures_of_another_size_are_refused():
    model = NearestNeighbours(k=1).fit(np.zeros((2, 4), np.float32), np.zeros(2, np.uint8))
    with pytest.raises(InputError, match="got pictures of 9 pixels; wanted 4, as fitted"):
        model.predict(np.zeros((1, 9), np.float32))
