import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from inkdigits.data._locate import DATA_VARIABLE, cache_folder, find_file
from inkdigits.data._mnist_files import MNIST_FILES, read_verified_bytes
from inkdigits.data._progress import byte_progress
from inkdigits.data._writers import WRITER_FILES, Part, parse_extended_labels, read_text
from inkdigits.errors import InputError, WorkError

# PyTorch's copy, then the Common Visual Data Foundation's, which TensorFlow Datasets takes. The
# first address, yann.lecun.com, has been answering 403 or 404 since 2024.
MNIST_MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
QMNIST_MIRRORS = ("https://raw.githubusercontent.com/facebookresearch/qmnist/master/",)

# SHA-256 of the tables as big-endian 32-bit integers, row by row.
_EXTENDED_LABELS_SHA256: dict[Part, str] = {
    "train": "69d38b36ac9b86f1b198ee9b2fa7434a2013be2947fc11b5d8a94beb36d9a1da",
    "test": "3aee714dbd3fe270d84d9cbcc928d0858cdd5e52022ffca569ac263dadb6276f",
}


def fetch_mnist(mirrors: Sequence[str] = MNIST_MIRRORS) -> dict[str, Path]:
    """Make sure that MNIST's four files lie on this machine, sound.

    What is found is verified; what is missing, or damaged in the cache, is fetched and kept in the
    cache decompressed, because that loads faster.

    Args:
        mirrors: addresses of folders that hold the files as gzip, in the order to ask them.

    Returns:
        The path of each file by its name without `.gz`.

    Raises:
        InputError: a file in a folder of `INKDIGITS_DATA` is damaged or not MNIST's.
        WorkError: a file is missing and no mirror gave it.
    """
    try:
        return {
            file.name: _ensure(file.name, "mnist", partial(read_verified_bytes, file), mirrors)
            for file in MNIST_FILES
        }
    except WorkError as problem:
        raise WorkError(
            f"{problem}; check the network, or name a folder that holds MNIST's four files in "
            f"{DATA_VARIABLE}, or work with the digits in the package: --data embedded"
        ) from problem


def fetch_writers(mirrors: Sequence[str] = QMNIST_MIRRORS) -> dict[str, Path]:
    """Make sure that QMNIST's extended labels, which say who wrote each digit, lie here, sound.

    Arguments, result and errors are as for `fetch_mnist`.
    """
    return {
        name: _ensure(
            name, "qmnist", partial(_read_verified_labels, _EXTENDED_LABELS_SHA256[part]), mirrors
        )
        for part, name in WRITER_FILES.items()
    }


def _ensure(
    name: str, collection: str, verify: Callable[[Path], bytes], mirrors: Sequence[str]
) -> Path:
    path = find_file(name, collection)
    if path is not None:
        try:
            verify(path)
        except InputError:
            if not path.is_relative_to(cache_folder()):
                raise  # not ours to delete
            path.unlink()
            return _ensure(name, collection, verify, mirrors)
        return path
    # Only here: importing what talks to servers takes half as long as loading MNIST.
    from inkdigits.data._download import download

    target = cache_folder() / collection / name
    with byte_progress(name) as report:
        download([f"{mirror}{name}.gz" for mirror in mirrors], target, verify, report)
    return target


def _read_verified_labels(sha256: str, path: Path) -> bytes:
    text = read_text(path)
    # Of the numbers, not the text: line ends and compression are the mirror's affair.
    table = parse_extended_labels(text, path).astype(">i4")
    if hashlib.sha256(table.tobytes()).hexdigest() != sha256:
        raise InputError(f"{path}: holds other numbers than QMNIST's extended labels; replace it")
    return text
