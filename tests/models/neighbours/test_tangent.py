import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, rotate, shift

from inkdigits.models.neighbours import Tangent
from inkdigits.models.neighbours._tangent import lay_tangents

_ONE = np.zeros((1, 1), np.intp)


def _tangents(picture, side):
    out = np.empty((8, side * side), np.float32)
    lay_tangents(picture, side, out)
    return out.astype(np.float64)


def test_the_distance_is_what_least_squares_leave(rng):
    known, digit = rng.random((2, 1, 100), np.float32)
    distance = Tangent(blur=1.0, ridge=0.0)
    first, second = distance.prepare(digit), distance.prepare(known)
    found = distance.distances(first, second, _ONE)[0, 0]
    own, other = _tangents(first[0], 10), _tangents(second[0], 10)
    design = np.concatenate([own[1:], other[1:]]).T
    difference = own[0] - other[0]
    best = np.linalg.lstsq(design, difference, rcond=None)[0]
    assert found == pytest.approx(((difference - design @ best) ** 2).sum(), rel=1e-3)


def test_tangents_are_how_moved_pictures_change():
    picture = np.zeros((32, 32), np.float32)
    picture[10:22, 14:17] = picture[13:15, 9:22] = 1
    smooth = gaussian_filter(picture, 1.5)
    tangents = _tangents(smooth.ravel(), 32)
    small = 0.05
    moved = {
        1: shift(smooth, (0, -small), order=3),
        2: shift(smooth, (-small, 0), order=3),
        4: rotate(smooth, np.degrees(small / 10), reshape=False, order=3),
    }
    for row, after in moved.items():
        step = small / 10 if row == 4 else small
        change = (after - smooth).ravel() / step
        cosine = tangents[row] @ change
        cosine /= np.linalg.norm(tangents[row]) * np.linalg.norm(change)
        assert abs(cosine) > 0.98


@pytest.mark.parametrize(
    "move", [lambda x: shift(x, (0.7, -0.7)), lambda x: rotate(x, 6, reshape=False)]
)
def test_a_digit_moved_a_little_is_hardly_farther(uci, move):
    picture = uci.train.images[0].astype(np.float32) / 255
    moved = np.clip(move(picture), 0, 1).astype(np.float32)
    distance = Tangent(blur=1.0)
    first = distance.prepare(picture.reshape(1, -1))
    second = distance.prepare(moved.reshape(1, -1))
    euclid = ((first - second) ** 2).sum()
    assert distance.distances(first, second, _ONE)[0, 0] < 0.1 * euclid


def test_blank_pictures_are_alike():
    blank = Tangent().prepare(np.zeros((1, 64), np.float32))
    assert Tangent().distances(blank, blank, _ONE)[0, 0] == 0
