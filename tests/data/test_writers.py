import gzip
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.data._writers import read_writers
from inkdigits.errors import InputError

LABELS = np.array([5, 0, 4], np.uint8)
TEXT = (
    b"5\t4\t2154\t59\t35\t229421\t0\t0\n"
    b"0\t0\t0\t0\t30\t0\t0\t0\n"
    b"4\t4\t2232\t65\t34\t238481\t0\t0\n"
    b"1\t0\t0\t1\t31\t1\t0\t0\n"
)


@pytest.mark.parametrize("compressed", [True, False])
def test_the_first_rows_belong_to_the_digits(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / "labels"
    path.write_bytes(gzip.compress(TEXT) if compressed else TEXT)
    writers = read_writers(path, LABELS)
    assert writers.dtype == np.int32
    assert writers.tolist() == [2154, 0, 2232]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TEXT.replace(b"\n0\t", b"\n6\t"), "its line 2 says class 6, the digit's label is 0"),
        (TEXT[: TEXT.index(b"4\t4")], "holds 2 lines, wanted one for each of 3 digits"),
        (TEXT[:30], "not QMNIST's extended labels, which are lines of 8 whole numbers"),
        (b"label,pixel0\n", "not QMNIST's extended labels"),
        (gzip.compress(TEXT, mtime=0)[:-9], "cannot be read: .*; fetch or copy it again"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "labels"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_writers(path, LABELS)
    assert str(path) in str(caught.value)


@pytest.mark.mnist
def test_mnist_has_539_writers_none_of_whom_is_in_the_test_part(mnist: Split) -> None:
    if mnist.train.writers is None:
        pytest.skip("QMNIST's extended labels not found in INKDIGITS_DATA")
    train, test = set(mnist.train.writers.tolist()), set(mnist.test.writers.tolist())
    assert len(train) == 539
    assert not train & test
