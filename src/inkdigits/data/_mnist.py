import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Uint8Array
from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._idx import Kind, idx_array, read_idx_bytes
from inkdigits.data._locate import find_file
from inkdigits.data._writers import Part, find_writers, read_writers
from inkdigits.errors import InputError


@dataclass(frozen=True)
class MnistFile:
    """One of MNIST's four files.

    Attributes:
        name: its name without `.gz`.
        kind: what it holds.
        sha256: hexadecimal SHA-256 of the decompressed file, so any mirror's compression will do.
    """

    name: str
    kind: Kind
    sha256: str


MNIST_FILES = (
    MnistFile(
        "train-images-idx3-ubyte",
        "images",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    MnistFile(
        "train-labels-idx1-ubyte",
        "labels",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    MnistFile(
        "t10k-images-idx3-ubyte",
        "images",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    MnistFile(
        "t10k-labels-idx1-ubyte",
        "labels",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)


def find_mnist() -> dict[str, Path] | None:
    """Where MNIST lies on this machine, without asking the network.

    Returns:
        The path of each of the four files by its name without `.gz`; None when one is missing.
    """
    found = {file.name: find_file(file.name, "mnist") for file in MNIST_FILES}
    paths = {name: path for name, path in found.items() if path is not None}
    return paths if len(paths) == len(MNIST_FILES) else None


def load_mnist() -> Split:
    """MNIST: 60,000 digits to train on, 10,000 to test on, each file's SHA-256 checked.

    The files are looked for in `INKDIGITS_DATA` and in the cache, and fetched into the cache where
    they are missing. The writers are known where QMNIST's extended labels are found.

    Raises:
        InputError: a file is damaged, or it is not MNIST's.
        WorkError: MNIST is not on this machine and could not be fetched.
    """
    paths = find_mnist()
    if paths is None:
        # Only here: what it needs to talk to servers takes longer to import than MNIST to load.
        from inkdigits.data._fetch import fetch_mnist

        paths = fetch_mnist()
    # Decompressing and hashing leave Python's lock, so the test files ride along for free.
    with ThreadPoolExecutor(len(MNIST_FILES)) as pool:
        arrays = pool.map(lambda file: _read_verified(file, paths[file.name]), MNIST_FILES)
        images, labels, test_images, test_labels = arrays
    source = f"MNIST (LeCun, Cortes), {paths[MNIST_FILES[0].name].parent}"
    return Split(
        Dataset(images, labels, "mnist-train", source, _writers("train", labels)),
        Dataset(test_images, test_labels, "mnist-test", source, _writers("test", test_labels)),
    )


def read_verified_bytes(file: MnistFile, path: Path) -> bytes:
    """The decompressed bytes of one of MNIST's files.

    Raises:
        InputError: the file is damaged, or it is another one.
    """
    content = read_idx_bytes(path, file.kind)
    if (found := hashlib.sha256(content).hexdigest()) != file.sha256:
        raise InputError(
            f"{path}: a sound IDX file, but not MNIST's {file.name}: its decompressed SHA-256 is "
            f"{found}, wanted {file.sha256}; replace it, or load its folder by path"
        )
    return content


def _read_verified(file: MnistFile, path: Path) -> Uint8Array:
    return idx_array(read_verified_bytes(file, path), file.kind)


def _writers(part: Part, labels: Labels) -> npt.NDArray[np.int32] | None:
    path = find_writers(part)
    return None if path is None else read_writers(path, labels)
