import gzip
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inkdigits.data._idx import Kind, read_idx, write_idx
from inkdigits.errors import InputError

some_images = arrays(np.uint8, st.tuples(st.integers(0, 4), st.just(28), st.just(28)))
some_labels = arrays(np.uint8, st.integers(0, 50))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("idx")


def images_file(count: int, body: bytes | None = None) -> bytes:
    """An IDX file of images built by hand, byte by byte as LeCun's page describes it."""
    header = b"\x00\x00\x08\x03" + struct.pack(">III", count, 28, 28)
    return header + (bytes(range(256)) * 784 if body is None else body)[: count * 784]


def read_or_complain(path: Path, kind: Kind) -> np.ndarray | str:
    try:
        return read_idx(path, kind)
    except InputError as problem:
        return str(problem)


def test_reads_a_file_written_by_hand(folder: Path) -> None:
    path = folder / "hand"
    path.write_bytes(images_file(2))
    images = read_idx(path, "images")
    assert images.shape == (2, 28, 28)
    assert images[0, 0, :3].tolist() == [0, 1, 2]
    assert images[1, 27, 27] == (2 * 784 - 1) % 256
    assert not images.flags.writeable


@given(some_images | some_labels, st.booleans())
def test_what_is_written_is_read_back(folder: Path, array: np.ndarray, compressed: bool) -> None:
    path = folder / ("written.gz" if compressed else "written")
    write_idx(path, array)
    assert path.read_bytes().startswith(b"\x1f\x8b") == compressed
    kind: Kind = "labels" if array.ndim == 1 else "images"
    np.testing.assert_array_equal(read_idx(path, kind), array)


def test_gzip_is_told_by_content_not_by_name(folder: Path) -> None:
    path = folder / "no-ending"
    path.write_bytes(gzip.compress(images_file(1)))
    assert read_idx(path, "images").shape == (1, 28, 28)


def test_the_same_digits_give_the_same_bytes(folder: Path, rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (3, 28, 28), dtype=np.uint8)
    write_idx(folder / "one.gz", images)
    write_idx(folder / "two.gz", images)
    assert (folder / "one.gz").read_bytes() == (folder / "two.gz").read_bytes()


@given(data=st.data(), compressed=st.booleans(), kind=st.sampled_from(["images", "labels"]))
def test_damage_raises_nothing_but_input_error(
    folder: Path, data: st.DataObject, compressed: bool, kind: Kind
) -> None:
    whole = images_file(2) if data.draw(st.booleans()) else b"\0\0\x08\x01\0\0\0\x03\1\2\3"
    content = bytearray(gzip.compress(whole) if compressed else whole)
    for _ in range(data.draw(st.integers(0, 3))):
        position = data.draw(st.integers(0, min(40, len(content) - 1)))
        content[position] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    content += data.draw(st.binary(max_size=8))
    path = folder / "damaged"
    path.write_bytes(content)
    read = read_or_complain(path, kind)
    if isinstance(read, str):
        assert str(path) in read
    else:
        assert read.dtype == np.uint8
        assert read.shape[1:] == ((28, 28) if kind == "images" else ())


@given(st.binary(max_size=200), st.sampled_from(["images", "labels"]))
def test_arbitrary_bytes_raise_nothing_but_input_error(
    folder: Path, content: bytes, kind: Kind
) -> None:
    path = folder / "arbitrary"
    path.write_bytes(content)
    read = read_or_complain(path, kind)
    assert isinstance(read, np.ndarray) or str(path) in read


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (images_file(3)[:-1], "images", "cut short: its header promises 2368 bytes, it holds 2367"),
        (images_file(3) + b"\0", "images", "too long: its header promises 2368 bytes and more"),
        (images_file(3)[:9], "images", "cut short: it ends within the header, after 9 bytes"),
        (b"", "labels", "cut short: it ends within the header, after 0 bytes"),
        (
            gzip.compress(images_file(3), mtime=0)[:-12],
            "images",
            r"truncated gzip, it ends after \d+ decompressed bytes; fetch or copy it again",
        ),
        (gzip.compress(images_file(3), mtime=0)[:12], "images", "truncated gzip"),
        (
            gzip.compress(images_file(3), mtime=0)[:-8] + bytes(8),
            "images",
            "damaged gzip .*incorrect data check",
        ),
        (
            b"\0\0\x08\x01\0\0\0\x01\x05",
            "images",
            r"holds labels \(magic number 0x00000801\) where images \(0x00000803\) were wanted; "
            "the two files are swapped",
        ),
        (
            images_file(1),
            "labels",
            "holds images .* where labels .* were wanted; the two files are",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "images",
            "not an IDX file of images: starts with 0x89504e47, wanted the magic number 0x00000803",
        ),
        (b"\0\0\x0d\x03" + bytes(12), "images", "an IDX file of 32-bit floats, wanted unsigned"),
        (
            b"\0\0\x08\x03" + struct.pack(">III", 5, 20, 21),
            "images",
            "holds images of 20×21 pixels, wanted 28×28",
        ),
        (
            b"\0\0\x08\x03" + struct.pack(">III", 2**32 - 1, 28, 28),
            "images",
            "its header promises 4294967295 images, more than the 1073741824 bytes that are read",
        ),
    ],
)
def test_each_fault_is_named(folder: Path, content: bytes, kind: Kind, message: str) -> None:
    path = folder / "faulty"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_idx(path, kind)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(InputError, match="absent: cannot be read: No such file"):
        read_idx(folder / "absent", "images")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # a header that promises 1 GB, over three bytes
        (struct.pack(">IIII", 0x803, 1_300_000, 28, 28) + b"abc", "cut short"),
        (
            gzip.compress(struct.pack(">IIII", 0x803, 1_300_000, 28, 28) + b"abc", mtime=0),
            "cut short",
        ),
        # 64 MB behind a header that promises one digit
        (
            gzip.compress(struct.pack(">IIII", 0x803, 1, 28, 28) + bytes(1 << 26), 1, mtime=0),
            "too long",
        ),
    ],
)
def test_a_lying_header_does_not_fill_the_memory(
    folder: Path, content: bytes, message: str
) -> None:
    path = folder / "lying"
    path.write_bytes(content)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=message):
            read_idx(path, "images")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(content) + (1 << 20)


@pytest.mark.parametrize(
    "array",
    [np.zeros((2, 28, 28), np.float32), np.zeros((2, 20, 28), np.uint8), np.zeros((), np.uint8)],
)
def test_only_digits_are_written(folder: Path, array: np.ndarray) -> None:
    with pytest.raises(InputError, match=r"wanted \(N, 28, 28\) or \(N,\) uint8"):
        write_idx(folder / "never", array)
    assert not (folder / "never").exists()
