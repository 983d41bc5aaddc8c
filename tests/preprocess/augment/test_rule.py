import numpy as np
import pytest

from inkdigits.preprocess import augment_rule


def ruled(count: int = 300, reach: float = 10.0, seed: int = 3) -> np.ndarray:
    blank = np.zeros((count, 28, 28), np.uint8)
    return augment_rule(blank, np.random.default_rng(seed), reach)


def test_a_line_crosses_the_picture_from_edge_to_edge() -> None:
    for picture in ruled():
        rows, columns = np.nonzero(picture)
        level = np.ptp(columns) == 27
        assert level or np.ptp(rows) == 27
        across = columns if level else rows
        along = rows if level else columns
        slope, offset = np.polyfit(across, along, 1, w=picture[rows, columns].astype(float))
        assert abs(np.rad2deg(np.arctan(slope))) < 9
        assert np.abs(along - slope * across - offset).max() < 2.2, "straight, and not wide"


def test_level_and_upright_lines_are_as_frequent() -> None:
    level = [np.ptp(np.nonzero(picture)[1]) == 27 for picture in ruled()]
    assert np.mean(level) == pytest.approx(0.5, abs=0.1)


def test_lines_pass_the_middle_within_reach() -> None:
    pictures = ruled(reach=5.0)
    assert not pictures[:, :6, :6].any()
    assert pictures[:, 14, 9:20].any()


def test_ink_is_never_taken_away(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (50, 28, 28), np.uint8)
    before = images.copy()
    changed = augment_rule(images, rng, 10.0)
    assert (changed >= images).all()
    assert np.array_equal(images, before)
    assert changed.dtype == np.uint8


def test_the_same_chances_rule_the_same() -> None:
    assert np.array_equal(ruled(), ruled())
    assert not np.array_equal(ruled(), ruled(seed=4))
    assert ruled(count=0).shape == (0, 28, 28)
