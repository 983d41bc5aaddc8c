import numpy as np
import pytest

from inkdigits.insight._neighbourhood import neighbourhood


def test_pairs_that_lie_together() -> None:
    # 1-1 together, 4-9 together: half the points have their own kind next to them.
    points = np.array([[0, 0], [1, 0], [50, 0], [51, 0]], np.float32)
    found = neighbourhood(points, np.array([1, 1, 4, 9], np.uint8))
    assert found.same == 0.5
    assert found.confused == (4, 9)


def test_nothing_is_confused_where_all_neighbours_are_alike() -> None:
    found = neighbourhood(np.array([[0, 0], [1, 1]], np.float32), np.array([7, 7], np.uint8))
    assert (found.same, found.confused) == (1.0, None)


@pytest.mark.train
def test_agrees_with_scikit_learn_beyond_one_block(rng: np.random.Generator) -> None:
    from sklearn.neighbors import NearestNeighbors

    points = rng.normal(size=(1203, 2)).astype(np.float32)
    labels = rng.integers(0, 10, 1203, dtype=np.uint8)
    nearest = NearestNeighbors(n_neighbors=2).fit(points).kneighbors(points)[1][:, 1]
    assert neighbourhood(points, labels).same == np.mean(labels[nearest] == labels)
