import numpy as np
import pytest

from inkdigits.models.neighbours._votes import vote


def _vote(labels, distances, k):
    scores = vote(np.array([labels], np.uint8), np.array([distances], np.float32), k)
    return scores[0].tolist()


def test_the_most_votes_win_over_the_nearest():
    scores = _vote([4, 9, 9, 1], [1.0, 2.0, 3.0, 4.0], k=3)
    assert scores[9] == pytest.approx(2 + 0.5 / 2)
    assert scores[4] == pytest.approx(1 + 0.5)
    assert scores[1] == pytest.approx(0.5 / 4)
    assert scores[0] == pytest.approx(0.5 / 4)  # not listed: as far as the farthest


def test_a_tie_goes_to_the_nearest():
    scores = _vote([8, 2, 2, 8], [1.0, 1.1, 1.2, 1.3], k=4)
    assert int(np.argmax(scores)) == 8


def test_a_digit_at_no_distance_is_as_near_as_can_be():
    scores = _vote([5, 6], [0.0, 1.0], k=1)
    assert scores[5] == 1.5
    assert scores[6] == pytest.approx(0, abs=1e-6)


def test_unknown_distances_count_as_infinitely_far():
    scores = _vote([5, 6, 7], [1.0, 2.0, np.inf], k=1)
    assert scores[6] == pytest.approx(0.25)
    assert scores[7] == scores[0] == 0
