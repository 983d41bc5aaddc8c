import io
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.data import Dataset, Split, dataset_hash
from inkdigits.data._keras_npz import load_keras_npz, write_keras_npz
from inkdigits.errors import InputError

IMAGES = np.arange(2 * 784, dtype=np.uint8).reshape(2, 28, 28)
LABELS = np.array([3, 9], np.uint8)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("npz") / "mnist.npz"


def test_what_is_written_is_read_back_and_numpy_reads_it(path: Path, uci: Split) -> None:
    write_keras_npz(path, uci)
    read = load_keras_npz(path)
    assert dataset_hash(read.train) == dataset_hash(uci.train)
    assert dataset_hash(read.evaluation) == dataset_hash(uci.evaluation)
    assert (read.train.name, read.evaluation.name) == ("mnist-train", "mnist-test")
    with np.load(path, allow_pickle=False) as arrays:
        assert sorted(arrays) == ["x_test", "x_train", "y_test", "y_train"]
        np.testing.assert_array_equal(arrays["y_test"], uci.evaluation.labels)


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.int8, ">u4"])
def test_numpys_files_are_read(path: Path, compressed: bool, dtype: Any) -> None:
    save = np.savez_compressed if compressed else np.savez
    save(path, x_train=np.asfortranarray(IMAGES), y_train=LABELS.astype(dtype))
    read = load_keras_npz(path)
    assert read.test is None
    np.testing.assert_array_equal(read.train.images, IMAGES)
    assert read.train.labels.dtype == np.uint8
    assert read.train.labels.tolist() == [3, 9]


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"x_train": IMAGES}, "has no array y_train, only x_train; wanted x_train"),
        ({"images": IMAGES}, "has no array x_train, only images"),
        ({"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES}, "has no array y_test"),
        ({"x_train": IMAGES / 255, "y_train": LABELS}, "x_train is of type float64; wanted"),
        ({"x_train": IMAGES.astype(int), "y_train": LABELS}, "got images of .* type int64, wanted"),
        ({"x_train": IMAGES[:, :9], "y_train": LABELS}, r"got images of shape \(2, 9, 28\)"),
        ({"x_train": IMAGES, "y_train": LABELS[:1]}, r"got labels of shape \(1,\)"),
        ({"x_train": IMAGES, "y_train": np.eye(10, dtype=int)[:2]}, r"y_train is of shape \(2, 10"),
        (
            {"x_train": IMAGES, "y_train": np.array([1, 265])},
            "y_train holds the label 265 at row 1",
        ),
        (
            {"x_train": IMAGES, "y_train": np.array([-1, 2])},
            "holds the label -1 at row 0, wanted 0",
        ),
    ],
)
def test_each_fault_is_named(path: Path, arrays: dict[str, np.ndarray], message: str) -> None:
    np.savez(path, **arrays)
    with pytest.raises(InputError, match=message) as caught:
        load_keras_npz(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_pickled_objects_are_not_loaded(path: Path) -> None:
    np.savez(path, x_train=np.array([print, "x"], dtype=object), y_train=LABELS)
    with pytest.raises(InputError, match="x_train is of type object; wanted"):
        load_keras_npz(path)


def npy_promising(count: int) -> bytes:
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({count}, 28, 28), }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(784)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (1_300_000, "x_train holds fewer bytes than its shape"),
        (10**12, "x_train is of shape .*, more than can be read"),
        (-1, "x_train is of shape .*, more than can be read"),
        (0, "x_train holds more bytes than its shape"),
    ],
)
def test_a_lying_header_does_not_fill_the_memory(path: Path, count: int, message: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x_train.npy", npy_promising(count))
        archive.writestr("y_train.npy", b"")
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=message):
            load_keras_npz(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1 << 20


@given(st.data())
def test_damage_raises_nothing_but_input_error(path: Path, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, x_train=IMAGES[:1, :, :], y_train=LABELS[:1])
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        message = ""
        count = len(load_keras_npz(path).train)
    except InputError as problem:
        message, count = str(problem), 0
    assert (str(path) in message) == (count == 0)


def test_what_is_no_archive_is_named(path: Path) -> None:
    path.write_text("label,pixel0\n")
    with pytest.raises(InputError, match=r"mnist\.npz: not a sound \.npz file \(File is not a zip"):
        load_keras_npz(path)
    with pytest.raises(InputError, match=r"absent\.npz: cannot be read: No such file"):
        load_keras_npz(path.with_name("absent.npz"))


def test_digits_without_labels_have_no_place_in_it(path: Path) -> None:
    with pytest.raises(InputError, match="bare: has no labels, which the npz layout needs"):
        write_keras_npz(path, Split(Dataset(IMAGES, None, "bare", "made up"), None))
