from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Uint8Array
from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._fetch import fetch_mnist
from inkdigits.data._idx import idx_array
from inkdigits.data._mnist_files import MNIST_FILES, MnistFile, find_mnist, read_verified_bytes
from inkdigits.data._writers import Part, find_writers, read_writers


def load_mnist() -> Split:
    """MNIST: 60,000 digits to train on, 10,000 to test on, each file's SHA-256 checked.

    The files are looked for in `INKDIGITS_DATA` and in the cache, and fetched into the cache where
    they are missing. The writers are known where QMNIST's extended labels are found.

    Raises:
        InputError: a file is damaged, or it is not MNIST's.
        WorkError: MNIST is not on this machine and could not be fetched.
    """
    paths = find_mnist() or fetch_mnist()
    # Decompressing and hashing leave Python's lock, so the test files ride along for free.
    with ThreadPoolExecutor(len(MNIST_FILES)) as pool:
        arrays = pool.map(lambda file: _read_verified(file, paths[file.name]), MNIST_FILES)
        images, labels, test_images, test_labels = arrays
    # Not where it lies here: the source goes into model cards, which travel.
    source = "MNIST (Y. LeCun and C. Cortes), SHA-256 checked"
    return Split(
        Dataset(images, labels, "mnist-train", source, _writers("train", labels)),
        Dataset(test_images, test_labels, "mnist-test", source, _writers("test", test_labels)),
    )


def _read_verified(file: MnistFile, path: Path) -> Uint8Array:
    return idx_array(read_verified_bytes(file, path), file.kind)


def _writers(part: Part, labels: Labels) -> npt.NDArray[np.int32] | None:
    path = find_writers(part)
    return None if path is None else read_writers(path, labels)
