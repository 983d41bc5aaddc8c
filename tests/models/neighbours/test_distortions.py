"""The two distortion models against their definitions, in plain loops and by enumeration."""

from itertools import product

import numpy as np
import pytest

from inkdigits.models.neighbours import ImageDistortion, MarkovDistortion

_SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def _contexts(picture):
    """(S, S) to a function of place that gives 18 gradients, on a blank ground without end."""
    side = len(picture)
    gradients = np.zeros((2, side + 20, side + 20))
    padded = np.pad(picture.astype(np.float64), 1)
    for y in range(side):
        for x in range(side):
            window = padded[y : y + 3, x : x + 3]
            gradients[0, y + 10, x + 10] = (window * _SOBEL).sum()
            gradients[1, y + 10, x + 10] = (window * _SOBEL.T).sum()
    return lambda y, x: gradients[:, y + 9 : y + 12, x + 9 : x + 12]


def _costs(first, second):
    one, two = _contexts(first), _contexts(second)
    return lambda y, x, to_y, to_x: ((one(y, x) - two(to_y, to_x)) ** 2).sum()


def _image_distortion(first, second, warp):
    cost, side = _costs(first, second), len(first)
    reach = range(-warp, warp + 1)
    return sum(
        min(cost(y, x, y + dy, x + dx) for dy in reach for dx in reach)
        for y in range(side)
        for x in range(side)
    )


def _walks(side, warp):
    """Every way from the first to the last by steps of 0, 1 or 2 that strays no more than warp."""
    for steps in product((0, 1, 2), repeat=side - 1):
        walk = np.cumsum((0, *steps))
        if walk[-1] == side - 1 and np.abs(walk - np.arange(side)).max() <= warp:
            yield walk


def _markov_distortion(first, second, warp):
    cost, side = _costs(first, second), len(first)

    def column(x, to):
        return min(
            sum(min(cost(y, x, to_y, to + z) for z in (-1, 0, 1)) for y, to_y in enumerate(walk))
            for walk in _walks(side, warp)
        )

    return min(sum(column(x, to) for x, to in enumerate(walk)) for walk in _walks(side, warp))


@pytest.mark.parametrize(
    ("distance", "definition", "side"),
    [
        (ImageDistortion(1), _image_distortion, 6),
        (ImageDistortion(2), _image_distortion, 6),
        (MarkovDistortion(1), _markov_distortion, 5),
        (MarkovDistortion(2), _markov_distortion, 5),
    ],
    ids=["idm-1", "idm-2", "p2dhmdm-1", "p2dhmdm-2"],
)
def test_the_distance_is_as_defined(rng, distance, definition, side):
    pictures = rng.random((3, side, side), np.float32)
    wanted = [definition(pictures[0], other, distance.warp) for other in pictures]
    rows = pictures.reshape(3, -1)
    found = distance.distances(rows[:1], rows, np.array([[0, 1, 2]]))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[0], wanted, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("distance", [ImageDistortion(), MarkovDistortion()], ids=str)
def test_a_moved_digit_is_at_no_distance(uci, distance):
    picture = np.zeros((36, 36), np.float32)
    picture[4:32, 4:32] = uci.train.images[0] / np.float32(255)
    moved = np.roll(picture, (2, -1), axis=(0, 1))
    found = distance.distances(
        picture.reshape(1, -1), moved.reshape(1, -1), np.zeros((1, 1), np.intp)
    )
    assert found[0, 0] == pytest.approx(0, abs=1e-3)


def test_columns_that_move_together_cost_no_less_than_free_pixels(rng):
    rows = rng.random((4, 100), np.float32)
    candidates = np.tile(np.arange(4), (4, 1))
    free = ImageDistortion(3).distances(rows, rows, candidates)
    assert (MarkovDistortion(2).distances(rows, rows, candidates) >= free * 0.9999).all()


def test_candidates_that_rank_last_are_not_matched(rng):
    rows = rng.random((6, 64), np.float32)
    candidates = np.tile(np.arange(6), (6, 1))
    every = MarkovDistortion().distances(rows, rows, candidates)
    some = MarkovDistortion(matched=4).distances(rows, rows, candidates)
    last = np.argsort(ImageDistortion().distances(rows, rows, candidates), axis=1)[:, 4:]
    np.put_along_axis(every, last, np.inf, axis=1)
    np.testing.assert_array_equal(some, every)
