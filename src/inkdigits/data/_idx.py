"""The IDX format of the MNIST files, raw or gzip: big-endian header, then unsigned bytes.

Format: http://yann.lecun.com/exdb/mnist (archived), "File formats for the MNIST database".
"""

import gzip
import math
import struct
import zlib
from pathlib import Path
from typing import Literal

import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.files import atomic_path

Kind = Literal["images", "labels"]

MAX_BYTES = 1 << 30
"""Largest IDX file that is read, decompressed: 1 GiB, some 1.3 million digits."""

# Third byte 0x08: unsigned bytes. Fourth: the number of dimensions.
_MAGIC: dict[Kind, int] = {"images": 0x00000803, "labels": 0x00000801}
_DIMENSIONS: dict[Kind, int] = {"images": 3, "labels": 1}
_ELEMENT_TYPES = {
    0x09: "signed bytes",
    0x0B: "16-bit integers",
    0x0C: "32-bit integers",
    0x0D: "32-bit floats",
    0x0E: "64-bit floats",
}


def read_idx(path: Path, kind: Kind) -> Uint8Array:
    """Read an IDX file of digits.

    Args:
        path: the file, raw or gzip; told apart by content, not by name.
        kind: what the file has to hold.

    Returns:
        (N, 28, 28) uint8 for images, (N,) uint8 for labels; read-only.

    Raises:
        InputError: the file is missing, cut short, too long, damaged, or holds something else.
    """
    return idx_array(read_idx_bytes(path, kind), kind)


def read_idx_bytes(path: Path, kind: Kind) -> bytes:
    """The decompressed bytes of an IDX file, header included and checked, as in `read_idx`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES} bytes, the most that is read")
        content = path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror}") from problem
    if content.startswith(b"\x1f\x8b"):
        # Header first: it says how much may come, so that a small file cannot fill the memory.
        expected = _expected_length(_gunzip(content, _header_length(kind), path), kind, path)
        content = _gunzip(content, expected + 1, path)
    else:
        expected = _expected_length(content[: _header_length(kind)], kind, path)
    if len(content) < expected:
        raise InputError(
            f"{path}: cut short: its header promises {expected} bytes, it holds {len(content)}; "
            "fetch or copy it again"
        )
    if len(content) > expected:
        raise InputError(
            f"{path}: too long: its header promises {expected} bytes and more follow; "
            "fetch or copy it again"
        )
    return content


def idx_array(content: bytes, kind: Kind) -> Uint8Array:
    """The array in the bytes that `read_idx_bytes` returned."""
    shape = struct.unpack_from(f">{_DIMENSIONS[kind]}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=_header_length(kind)).reshape(shape)


def write_idx(path: Path, array: Uint8Array) -> None:
    """Write images or labels as IDX, atomically; as gzip where the name ends in `.gz`.

    Args:
        path: the file to write.
        array: (N, 28, 28) uint8 images or (N,) uint8 labels.

    Raises:
        InputError: the array has another shape or type.
    """
    if array.dtype != np.uint8 or not (array.ndim == 1 or array.shape[1:] == (28, 28)):
        raise InputError(
            f"got an array of shape {array.shape} and type {array.dtype}, "
            "wanted (N, 28, 28) or (N,) uint8"
        )
    kind: Kind = "labels" if array.ndim == 1 else "images"
    content = struct.pack(f">{1 + array.ndim}I", _MAGIC[kind], *array.shape) + array.tobytes()
    with atomic_path(path) as temporary:
        # Level 9 takes five times as long for one percent; mtime 0: same digits, same bytes.
        temporary.write_bytes(
            gzip.compress(content, 6, mtime=0) if path.suffix == ".gz" else content
        )


def _header_length(kind: Kind) -> int:
    return 4 + 4 * _DIMENSIONS[kind]


def _expected_length(header: bytes, kind: Kind, path: Path) -> int:
    """Check the header and return how long the whole file has to be."""
    if len(header) >= 4:
        _check_magic(struct.unpack_from(">I", header)[0], kind, path)
    if len(header) < _header_length(kind):
        raise InputError(
            f"{path}: cut short: it ends within the header, after {len(header)} bytes; "
            "fetch or copy it again"
        )
    shape: tuple[int, ...] = struct.unpack_from(f">{_DIMENSIONS[kind]}I", header, 4)
    if kind == "images" and shape[1:] != (28, 28):
        raise InputError(f"{path}: holds images of {shape[1]}×{shape[2]} pixels, wanted 28×28")
    expected = _header_length(kind) + math.prod(shape)
    if expected > MAX_BYTES:
        raise InputError(
            f"{path}: its header promises {shape[0]} {kind}, more than the {MAX_BYTES} bytes "
            "that are read"
        )
    return expected


def _check_magic(magic: int, kind: Kind, path: Path) -> None:
    if magic == _MAGIC[kind]:
        return
    for other, other_magic in _MAGIC.items():
        if magic == other_magic:
            raise InputError(
                f"{path}: holds {other} (magic number 0x{magic:08x}) where {kind} "
                f"(0x{_MAGIC[kind]:08x}) were wanted; the two files are swapped"
            )
    if magic >> 16 == 0 and (elements := _ELEMENT_TYPES.get(magic >> 8)):
        raise InputError(f"{path}: an IDX file of {elements}, wanted unsigned bytes")
    raise InputError(
        f"{path}: not an IDX file of {kind}: starts with 0x{magic:08x}, "
        f"wanted the magic number 0x{_MAGIC[kind]:08x}"
    )


def _gunzip(compressed: bytes, limit: int, path: Path) -> bytes:
    """The first `limit` bytes of what the gzip holds, or all when there are fewer."""
    # One call with a bound is a third faster than the gzip module, which reads in small blocks.
    member = zlib.decompressobj(wbits=31)
    try:
        content = member.decompress(compressed, limit)
    except zlib.error as problem:
        raise InputError(f"{path}: damaged gzip ({problem}); fetch or copy it again") from problem
    if len(content) < limit and not member.eof:
        raise InputError(
            f"{path}: truncated gzip, it ends after {len(content)} decompressed bytes; "
            "fetch or copy it again"
        )
    return content
