import cv2
import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.preprocess import augment_habits

CHANGED = (1, 7, 9)


def stem() -> np.ndarray:
    """A one as Americans write it."""
    digit = np.zeros((28, 28), np.uint8)
    digit[5:24, 13:15] = 255
    return digit


def drawn(digit: np.ndarray, label: int, count: int = 60) -> np.ndarray:
    """What is added to a digit, many times."""
    images = np.repeat(digit[None], count, axis=0)
    labels = np.full(count, label, np.uint8)
    changed = augment_habits(images, labels, np.random.default_rng(5), 1.0)
    return changed.astype(int) - images


def test_only_ones_sevens_and_nines_are_changed_and_by_ink_alone(uci: Split) -> None:
    images, labels = uci.train.images, uci.train.labels
    assert labels is not None
    before = images.copy()
    changed = augment_habits(images, labels, np.random.default_rng(1), 1.0)
    assert np.array_equal(images, before)
    assert (changed >= images).all()
    different = (changed != images).any(axis=(1, 2))
    assert set(labels[different]) == set(CHANGED)
    for label in CHANGED:
        assert different[labels == label].mean() > 0.95


def test_a_share_of_them_is_changed(uci: Split) -> None:
    images, labels = uci.train.images, uci.train.labels
    assert labels is not None
    changed = augment_habits(images, labels, np.random.default_rng(1), 0.3)
    different = (changed != images).any(axis=(1, 2))[np.isin(labels, CHANGED)]
    assert different.mean() == pytest.approx(0.3, abs=0.07)
    assert np.array_equal(augment_habits(images, labels, np.random.default_rng(1), 0.0), images)


def test_the_same_chances_draw_the_same(uci: Split) -> None:
    images, labels = uci.train.images[:200], uci.train.labels
    assert labels is not None
    first, second = (
        augment_habits(images, labels[:200], np.random.default_rng(2), 0.5) for _ in range(2)
    )
    assert np.array_equal(first, second)


def test_a_one_gets_a_steep_flag_on_the_left_or_a_foot() -> None:
    added = drawn(stem(), 1)
    upper, lower = added[:, :20], added[:, 20:]
    flags = upper.any(axis=(1, 2))
    feet = lower.any(axis=(1, 2))
    assert flags.mean() == pytest.approx(2 / 3, abs=0.2)
    assert feet.mean() == pytest.approx(2 / 3, abs=0.2)
    assert (flags | feet).all()
    assert upper[:, 8:18, 17:].max() < 60, "nothing on the right, above the foot"
    for flag in upper[flags]:
        rows, columns = np.nonzero(flag[:, :12] > 60)
        # Falls by half as much as it goes to the left, at the least.
        assert np.ptp(rows) >= 0.4 * np.ptp(columns) - 1


def test_a_seven_gets_a_bar_across_its_stem() -> None:
    seven = np.zeros((28, 28), np.uint8)
    cv2.polylines(seven, [np.array([[8, 5], [19, 5], [13, 23]], np.int32)], False, 255, 2)
    added = drawn(seven, 7)
    assert added.any(axis=(1, 2)).all()
    assert added[:, :9].max() < 60
    assert added[:, 22:].max() < 60
    for bar in added:
        columns = np.flatnonzero((bar > 60).any(axis=0))
        assert columns[0] < 13 < columns[-1] - 1, "on both sides of the stem"


def test_a_nine_gets_a_hook_to_the_left_of_its_foot() -> None:
    nine = np.zeros((28, 28), np.uint8)
    cv2.circle(nine, (13, 9), 4, 255, 2)
    cv2.line(nine, (17, 9), (17, 23), 255, 2)
    added = drawn(nine, 9)
    assert added.any(axis=(1, 2)).all()
    assert added[:, :15].max() < 60, "nothing near the loop"
    assert added[:, :, 21:].max() < 60


@pytest.mark.parametrize("label", CHANGED)
def test_blots_and_empty_fields_are_left_alone(label: int) -> None:
    blot = np.zeros((28, 28), np.uint8)
    blot[12:15, 12:15] = 255
    assert not drawn(blot, label, 5).any()
    assert not drawn(np.zeros((28, 28), np.uint8), label, 5).any()


def test_no_digits_are_no_digits() -> None:
    none = np.zeros((0, 28, 28), np.uint8)
    changed = augment_habits(none, np.zeros(0, np.uint8), np.random.default_rng(0), 1.0)
    assert changed.shape == none.shape
