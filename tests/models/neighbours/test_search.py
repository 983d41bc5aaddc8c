import numpy as np

from inkdigits.models.neighbours._search import Search


def _oracle(rows, digits, count):
    levels = np.rint(rows.astype(np.float64) * 255), np.rint(digits.astype(np.float64) * 255)
    gaps = ((levels[1][:, None] - levels[0][None]) ** 2).sum(axis=-1)
    order = np.argsort(gaps, axis=1, kind="stable")[:, :count]
    return order, np.take_along_axis(gaps, order, axis=1)


def test_the_nearest_are_found_exactly_with_ties_in_order_of_rows(rng):
    # Few gray levels and few pixels: many rows are equally far.
    rows = (rng.integers(0, 3, (800, 9)) * 127 / np.float32(255)).astype(np.float32)
    found, gaps = Search.among(rows).exactly(rows[:50], 12)
    wanted, distances = _oracle(rows, rows[:50], 12)
    np.testing.assert_array_equal(found, wanted)
    np.testing.assert_array_equal(gaps, distances)


def test_more_ties_than_spare_neighbours_are_all_looked_at(rng):
    rows = np.repeat(rng.random((3, 16), np.float32), 200, axis=0)
    found, gaps = Search.among(rows).exactly(rows[450:451], 5)
    assert found.tolist() == [[400, 401, 402, 403, 404]]
    assert gaps.tolist() == [[0, 0, 0, 0, 0]]


def test_float_pictures_agree_with_float64(rng):
    rows, digits = rng.random((500, 784), np.float32), rng.random((20, 784), np.float32)
    found, gaps = Search.among(rows).exactly(digits, 10)
    squares = ((digits[:, None].astype(np.float64) - rows[None]) ** 2).sum(axis=-1)
    np.testing.assert_array_equal(found, np.argsort(squares, axis=1)[:, :10])
    np.testing.assert_allclose(gaps, np.sort(squares, axis=1)[:, :10] * 255**2, rtol=1e-5)


def test_rough_candidates_are_the_nearest_in_order_of_rows(rng):
    rows, digits = rng.random((300, 64), np.float32), rng.random((10, 64), np.float32)
    squares = ((digits[:, None].astype(np.float64) - rows[None]) ** 2).sum(axis=-1)
    wanted = np.sort(np.argsort(squares, axis=1)[:, :40], axis=1)
    np.testing.assert_array_equal(Search.among(rows).roughly(digits, 40), wanted)


def test_all_rows_can_be_asked_for(rng):
    rows = rng.random((7, 4), np.float32)
    search = Search.among(rows)
    assert search.roughly(rows[:2], 7).tolist() == [list(range(7))] * 2
    assert search.exactly(rows[:2], 7)[0][:, 0].tolist() == [0, 1]
