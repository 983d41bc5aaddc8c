import numpy as np
import pytest
from scipy.interpolate import RBFInterpolator

from inkdigits.errors import InputError
from inkdigits.models.neighbours import ShapeContext
from inkdigits.models.neighbours._contexts import BINS, SECTORS, count_contexts, match_costs
from inkdigits.models.neighbours._outline import POINTS, outlines
from inkdigits.models.neighbours._thin_plate import ThinPlate


@pytest.fixture(scope="module")
def pictures(uci):
    return (uci.train.images[:12].reshape(12, -1) / np.float32(255)).astype(np.float32)


def test_the_outline_of_a_disc_is_a_circle():
    ys, xs = np.mgrid[:28, :28] - 13.5
    radius = np.hypot(xs, ys)
    disc = np.clip((9 - radius) / 2, 0, 1).astype(np.float32)
    points, normals = outlines(disc[None])
    assert points.shape == normals.shape == (1, POINTS, 2)
    np.testing.assert_allclose(np.hypot(*points[0].T), 8, atol=0.1)
    np.testing.assert_allclose(normals[0], points[0] / 8, atol=0.2)
    angles = np.sort(np.arctan2(*points[0].T))
    assert np.diff(angles).max() < 3 * 2 * np.pi / POINTS


def test_a_blank_picture_has_its_points_in_the_middle():
    points, normals = outlines(np.zeros((1, 28, 28), np.float32))
    assert not points.any()
    assert not normals.any()


def test_contexts_are_the_histogram_of_log_polar_places(rng):
    points = rng.random((2, 30, 2), np.float32)
    wanted = np.zeros((2, BINS, 30), np.uint8)
    for at, outline in enumerate(points.astype(np.float64)):
        gaps = outline[None] - outline[:, None]
        far = np.hypot(gaps[..., 0], gaps[..., 1])
        rings = np.searchsorted([1 / 8, 1 / 4, 1 / 2, 1, 2], far / far.mean(), side="right")
        turns = np.arctan2(gaps[..., 1], gaps[..., 0]) % (2 * np.pi) / (2 * np.pi)
        for i in range(30):
            for j in range(30):
                if i != j and rings[i, j] < 5:
                    wanted[at, rings[i, j] * SECTORS + int(turns[i, j] * SECTORS), i] += 1
    np.testing.assert_array_equal(count_contexts(points), wanted)


def test_a_match_costs_chi_squared_and_the_turn_of_the_edge(rng):
    points, normals = rng.random((3, 20, 2), np.float32), rng.random((3, 20, 2), np.float32)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    counts = count_contexts(points)
    found = match_costs(counts[:1], normals[0], counts[1:], normals[1:], 0.25, 7)
    shares = counts / counts.sum(axis=1, keepdims=True)
    for at in (1, 2):
        for i in range(7):
            for j in range(20):
                g, h = shares[0, :, i], shares[at, :, j]
                seen = g + h > 0
                chi = ((g - h)[seen] ** 2 / (g + h)[seen]).sum() / 2
                turn = (1 - normals[0, i] @ normals[at, j]) / 2
                assert found[at - 1, i, j] == pytest.approx(0.75 * chi + 0.25 * turn, abs=1e-5)


def test_a_plate_without_stiffness_is_scipys_thin_plate_spline(rng):
    points, targets, places = rng.random((25, 2)), rng.random((25, 2)), rng.random((9, 2))
    plate = ThinPlate(points, 0.0)
    bent = plate.fit(targets[None])
    wanted = RBFInterpolator(points, targets, kernel="thin_plate_spline")(places)
    np.testing.assert_allclose(plate.apply(bent, places)[0], wanted, atol=1e-3)
    assert plate.energy(bent)[0] > 0


def test_an_affine_map_bends_nothing(rng):
    points = rng.random((25, 2))
    plate = ThinPlate(points, 1.0)
    targets = points @ np.array([[1.2, 0.3], [-0.4, 0.8]]) + [3, -2]
    bent = plate.fit(targets[None])
    np.testing.assert_allclose(plate.apply(bent, points)[0], targets, atol=1e-6)
    assert plate.energy(bent)[0] == pytest.approx(0, abs=1e-9)


def test_a_digit_is_nearest_to_itself_and_then_to_itself_moved(pictures):
    distance = ShapeContext(matched=13)
    moved = np.roll(pictures[:1].reshape(1, 28, 28), 2, axis=2).reshape(1, -1)
    known = distance.prepare(np.concatenate([pictures, moved]))
    found = distance.distances(known[:1], known, np.arange(13)[None])[0]
    assert found[0] == pytest.approx(0, abs=1e-4)
    assert np.argsort(found)[:2].tolist() == [0, 12]


def test_candidates_beyond_those_matched_are_given_up(pictures):
    distance = ShapeContext(matched=4, steps=1)
    known = distance.prepare(pictures)
    found = distance.distances(known[:2], known, np.tile(np.arange(12), (2, 1)))
    assert np.isfinite(found).sum(axis=1).tolist() == [4, 4]


def test_a_blank_picture_is_compared_too(pictures):
    distance = ShapeContext(steps=1)
    known = distance.prepare(np.concatenate([pictures[:1], np.zeros((1, 784), np.float32)]))
    found = distance.distances(known, known, np.array([[0, 1], [0, 1]]))
    assert np.isfinite(found).all()


def test_the_plate_is_bent_at_least_once():
    with pytest.raises(InputError, match="got 0 steps; wanted 1 or more"):
        ShapeContext(steps=0)
