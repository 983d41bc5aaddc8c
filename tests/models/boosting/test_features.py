import numpy as np
import pytest

from inkdigits.models.boosting._cuts import best_cuts, list_bins
from inkdigits.models.boosting._features import draw_features, make_tables
from inkdigits.models.boosting._kernels import feature_values

pytestmark = pytest.mark.train

SIDE = 7
PATTERNS = [[[1, -1]], [[1], [-1]], [[1, -2, 1]], [[1], [-2], [1]], [[1, -1], [-1, 1]]]


def as_mask(positions: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    """What a feature multiplies each pixel by: (7, 7)."""
    mask = np.zeros((SIDE, SIDE), int)
    for position, times in zip(positions, coefficients, strict=True):
        bottom, right = divmod(position, SIDE + 1)
        mask[:bottom, :right] += times
    return mask


def cells_of(mask: np.ndarray) -> list[list[int]]:
    """A mask without its empty border, an entry for each of its equal cells."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    inner = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    heights, widths = ([len(list(part)) for part in parts(lines)] for lines in (inner, inner.T))
    assert len(set(heights)) == len(set(widths)) == 1
    return inner[:: heights[0], :: widths[0]].tolist()


def parts(lines: np.ndarray) -> list[np.ndarray]:
    return np.split(lines, np.flatnonzero(np.diff(lines, axis=0).any(axis=1)) + 1)


def test_haar_features_are_rectangles_of_equal_cells(rng: np.random.Generator) -> None:
    positions, coefficients = draw_features("haar", np.arange(49), SIDE, 300, rng)
    masks = [as_mask(*feature) for feature in zip(positions, coefficients, strict=True)]
    kinds = [PATTERNS.index(cells_of(mask)) for mask in masks]
    assert min(np.bincount(kinds, minlength=5)) > 30
    # Every pixel is seen, the corners too.
    assert np.any(masks, axis=0).all()


def test_haar_values_are_sums_of_pixels(rng: np.random.Generator) -> None:
    levels = rng.integers(0, 256, (20, SIDE * SIDE)).astype(np.int32)
    table = make_tables(levels, "haar").T
    for feature in zip(*draw_features("haar", np.arange(49), SIDE, 50, rng), strict=True):
        explicit = levels @ as_mask(*feature).ravel()
        assert np.array_equal(feature_values(table, *feature), explicit)


def test_pixels_are_drawn_without_replacement_from_those_worth_it(rng: np.random.Generator) -> None:
    worth = np.array([3, 8, 11, 40])
    positions, coefficients = draw_features("pixels", worth, SIDE, 3, rng)
    assert len(set(positions.ravel())) == 3
    assert set(positions.ravel()) <= set(worth)
    assert (coefficients == 1).all()
    assert set(draw_features("pixels", worth, SIDE, 99, rng)[0].ravel()) == set(worth)


def test_wide_features_are_cut_at_no_more_than_256_places(rng: np.random.Generator) -> None:
    table = rng.integers(-100_000, 100_000, (1, 500)).astype(np.int32)
    members, bins = np.empty((1, 500), np.int32), np.empty((1, 500), np.uint8)
    one = np.ones((1, 1), np.int32)
    sizes, unlisted, least, shifts = list_bins(table, 0 * one, one, members, bins)
    listed = members[0, : sizes[0]]
    place = (table[0] - least[0]) >> shifts[0]
    assert 128 <= place.max() <= 255
    assert np.array_equal(bins[0, : sizes[0]], place[listed])
    assert (np.delete(place, listed) == unlisted[0]).all()
    signed = np.zeros((500, 10), np.float32)
    signed[:, 4] = np.where(table[0] > 20_000, 1, -1)
    factors = np.ones(500, np.float32)
    edges, cuts = best_cuts(
        members, bins, sizes, unlisted, signed, factors, signed.sum(axis=0, dtype=float)
    )
    threshold = least[0] + ((cuts[0] + 1) << shifts[0])
    assert abs(threshold - 20_000) <= 2 << shifts[0]
    assert edges[0] == pytest.approx(abs((np.where(table[0] >= threshold, 1, -1) @ signed)[4]))
