import numpy as np
import pytest

from inkdigits.models.neighbours import Minkowski, Shifts


def _pairs(count, known):
    return np.tile(np.arange(known, dtype=np.intp), (count, 1))


@pytest.mark.parametrize("power", [1, 2, 3, 4])
def test_minkowski_sums_powers_of_differences(rng, power):
    digits, known = rng.random((3, 36), np.float32), rng.random((5, 36), np.float32)
    wanted = (np.abs(digits[:, None].astype(np.float64) - known[None]) ** power).sum(axis=-1)
    found = Minkowski(power).distances(digits, known, _pairs(3, 5))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, wanted, rtol=1e-5)


@pytest.mark.parametrize("reach", [1, 2])
def test_the_best_shift_is_taken(rng, reach):
    digits, known = rng.random((2, 36), np.float32), rng.random((3, 36), np.float32)
    wanted = np.full((2, 3), np.inf)
    for row, digit in enumerate(digits.reshape(2, 6, 6)):
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                moved = np.zeros((6, 6))
                for y in range(6):
                    for x in range(6):
                        if 0 <= y + dy < 6 and 0 <= x + dx < 6:
                            moved[y, x] = digit[y + dy, x + dx]
                gaps = (np.abs(moved.ravel() - known) ** 3).sum(axis=1)
                wanted[row] = np.minimum(wanted[row], gaps)
    found = Shifts(reach, 3).distances(digits, known, _pairs(2, 3))
    np.testing.assert_allclose(found, wanted, rtol=1e-5)


def test_a_shifted_digit_is_at_no_distance():
    square = np.zeros((1, 8, 8), np.float32)
    square[0, 2:6, 3:5] = 1
    moved = np.roll(square, (1, -1), axis=(1, 2))
    found = Shifts(1).distances(moved.reshape(1, 64), square.reshape(1, 64), _pairs(1, 1))
    assert found.tolist() == [[0]]
