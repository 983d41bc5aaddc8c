import hashlib

import numpy as np

from inkdigits.data import Dataset, dataset_hash


def test_images_and_labels_count_and_nothing_else(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (4, 28, 28), dtype=np.uint8)
    labels = np.array([1, 2, 3, 4], np.uint8)
    found = dataset_hash(Dataset(images, labels, "one", "here"))
    assert found == hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()
    renamed = Dataset(images, labels, "two", "there", np.zeros(4, np.int32))
    assert dataset_hash(renamed) == found
    unlabelled = Dataset(images, None, "one", "here")
    assert dataset_hash(unlabelled) == hashlib.sha256(images.tobytes()).hexdigest()


def test_a_view_counts_as_the_digits_it_shows(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (4, 28, 28), dtype=np.uint8)
    view = Dataset(images[::2].transpose(0, 2, 1), None, "view", "here")
    copy = Dataset(images[::2].transpose(0, 2, 1).copy(), None, "copy", "here")
    assert dataset_hash(view) == dataset_hash(copy)
