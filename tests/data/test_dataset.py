import numpy as np
import pytest

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError

IMAGES = np.zeros((3, 28, 28), np.uint8)
LABELS = np.array([3, 0, 9], np.uint8)


@pytest.mark.parametrize(
    ("images", "labels", "writers", "message"),
    [
        (IMAGES.astype(float), LABELS, None, r"some: got images of .* float64, wanted \(N, 28, 28"),
        (IMAGES[0], None, None, r"some: got images of shape \(28, 28\)"),
        (IMAGES, LABELS[:2], None, r"got labels of shape \(2,\) and type uint8, wanted \(3,\)"),
        (IMAGES, LABELS.astype(int), None, "got labels of .* type int64"),
        (IMAGES, LABELS + 3, None, "some: got the label 12 at row 2, wanted 0 to 9"),
        (IMAGES, LABELS, np.zeros(2, np.int32), r"got \(2,\) writers for 3 images"),
    ],
)
def test_each_fault_is_named(
    images: np.ndarray, labels: np.ndarray | None, writers: np.ndarray | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        Dataset(images, labels, "some", "made up", writers)


def test_it_cannot_be_changed() -> None:
    dataset = Dataset(IMAGES.copy(), LABELS.copy(), "some", "made up")
    with pytest.raises(ValueError, match="read-only"):
        dataset.images[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        dataset.labels[0] = 1
    with pytest.raises(AttributeError):
        dataset.name = "other"  # type: ignore[misc]


def test_a_subset_keeps_what_belongs_together() -> None:
    images = np.arange(3, dtype=np.uint8)[:, None, None] * np.ones((28, 28), np.uint8)
    dataset = Dataset(images, LABELS, "some", "made up", np.array([7, 8, 9], np.int32))
    subset = dataset.subset(np.array([2, 0]), "few")
    assert (len(subset), subset.name, subset.source) == (2, "few", "made up")
    assert subset.images[:, 0, 0].tolist() == [2, 0]
    assert subset.labels.tolist() == [9, 3]
    assert subset.writers.tolist() == [9, 7]


def test_measuring_takes_the_test_part_where_there_is_one() -> None:
    train, test = (Dataset(IMAGES, LABELS, name, "made up") for name in ("train", "test"))
    assert Split(train, test).evaluation is test
    assert Split(train, None).evaluation is train
