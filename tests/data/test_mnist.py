import time
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Split, dataset_hash, find_mnist, load_dataset
from inkdigits.data._idx import write_idx
from inkdigits.data._mnist_files import MNIST_FILES
from inkdigits.errors import InputError

pytestmark = pytest.mark.mnist


def test_it_is_the_real_thing(mnist: Split) -> None:
    assert mnist.test is not None
    assert mnist.train.images.shape == (60_000, 28, 28)
    assert mnist.test.images.shape == (10_000, 28, 28)
    # mean and standard deviation as every tutorial has them
    assert mnist.train.images.mean() / 255 == pytest.approx(0.1307, abs=5e-5)
    assert mnist.train.images.std() / 255 == pytest.approx(0.3081, abs=5e-5)
    assert mnist.train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert mnist.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(mnist.test.labels).tolist() == [
        *(980, 1135, 1032, 1010, 982),
        *(892, 958, 1028, 974, 1009),
    ]
    assert (mnist.train.name, mnist.test.name) == ("mnist-train", "mnist-test")


def test_the_dataset_hash_is_fixed(mnist: Split) -> None:
    """Model cards carry it, so it must never change."""
    assert dataset_hash(mnist.train) == (
        "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b"
    )


def test_raw_files_load_and_another_sound_file_is_refused(mnist: Split, bare_machine: Path) -> None:
    folder = bare_machine / "data"
    arrays = (mnist.train.images, mnist.train.labels, mnist.test.images, mnist.test.labels)
    for file, array in zip(MNIST_FILES, arrays, strict=True):
        write_idx(folder / file.name, array)
    begin = time.perf_counter()
    loaded = load_dataset("mnist")
    # The goal is 0.1 s; five times that still tells a fault from a busy machine.
    assert time.perf_counter() - begin < 0.5
    assert dataset_hash(loaded.train) == dataset_hash(mnist.train)
    assert find_mnist() == {file.name: folder / file.name for file in MNIST_FILES}

    write_idx(folder / "train-labels-idx1-ubyte", mnist.train.labels[::-1])
    with pytest.raises(
        InputError,
        match=r"a sound IDX file, but not MNIST's train-labels-idx1-ubyte: its decompressed "
        r"SHA-256 is [0-9a-f]{64}, wanted 65a50cbbf4e9",
    ):
        load_dataset("mnist")
