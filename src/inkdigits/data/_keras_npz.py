"""The `.npz` layout of `keras.datasets.mnist`: x_train, y_train, x_test, y_test."""

import math
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._labels import as_labels
from inkdigits.errors import InputError
from inkdigits.files import atomic_path

_MOST_BYTES = 1 << 30
_WANTED = "wanted x_train (N, 28, 28) uint8 and y_train (N,) integers, and x_test, y_test alike"
_HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}


def load_keras_npz(path: Path) -> Split:
    """Read digits from an `.npz` file as Keras has it.

    Args:
        path: a file with `x_train` (N, 28, 28) uint8 and `y_train` (N,) integers, and, where it
            has a test part, `x_test` and `y_test`. Pickled objects are not loaded.

    Raises:
        InputError: the file is damaged, lacks an array, or holds one of another shape or type.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            train = _read_part(archive, "train", path)
            has_test = "x_test.npy" in archive.namelist()
            return Split(train, _read_part(archive, "test", path) if has_test else None)
    except InputError:
        raise
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror or problem}") from problem
    except Exception as problem:  # a damaged archive makes zipfile raise a dozen kinds
        raise InputError(
            f"{path}: not a sound .npz file ({problem}); fetch or save it again"
        ) from problem


def write_keras_npz(path: Path, split: Split) -> None:
    """Write both parts as Keras has them, compressed, atomically.

    Raises:
        InputError: a part has no labels, and the layout has no place for such digits.
    """
    arrays: dict[str, Any] = {}
    for part, dataset in (("train", split.train), ("test", split.test)):
        if dataset is None:
            continue
        if dataset.labels is None:
            raise InputError(
                f"{dataset.name}: has no labels, which the npz layout needs; export it as csv"
            )
        arrays |= {f"x_{part}": dataset.images, f"y_{part}": dataset.labels}
    with atomic_path(path) as temporary:
        np.savez_compressed(temporary, **arrays)


def _read_part(archive: zipfile.ZipFile, part: str, path: Path) -> Dataset:
    images = _read_array(archive, f"x_{part}", path)
    labels = as_labels(_read_array(archive, f"y_{part}", path), f"{path}: y_{part}")
    try:
        return Dataset(images, labels, f"{path.stem}-{part}", f"Keras npz, {path}")
    except InputError as problem:
        raise InputError(f"{path}: {problem}") from problem


def _read_array(archive: zipfile.ZipFile, name: str, path: Path) -> npt.NDArray[Any]:
    """One array, its header checked before memory is asked for."""
    if f"{name}.npy" not in archive.namelist():
        held = ", ".join(entry.removesuffix(".npy") for entry in archive.namelist()[:8])
        raise InputError(f"{path}: has no array {name}, only {held or 'nothing'}; {_WANTED}")
    with archive.open(f"{name}.npy") as file:
        try:
            read_header = _HEADERS[np.lib.format.read_magic(file)]
            shape, by_column, dtype = read_header(file)
        except (ValueError, KeyError) as problem:
            raise InputError(
                f"{path}: {name} is no NumPy array ({problem}); {_WANTED}"
            ) from problem
        if dtype.kind not in "iu":
            raise InputError(f"{path}: {name} is of type {dtype}; {_WANTED}")
        wanted = math.prod(shape) * dtype.itemsize
        if not 0 <= wanted <= _MOST_BYTES:
            raise InputError(f"{path}: {name} is of shape {shape}, more than can be read")
        content = file.read(wanted + 1)
    if len(content) != wanted:
        raise InputError(
            f"{path}: {name} holds {'more' if len(content) > wanted else 'fewer'} bytes than its "
            f"shape {shape} says; fetch or save the file again"
        )
    return np.frombuffer(content, dtype).reshape(shape, order="F" if by_column else "C")
