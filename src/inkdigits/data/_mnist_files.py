import hashlib
from dataclasses import dataclass
from pathlib import Path

from inkdigits.data._idx import Kind, read_idx_bytes
from inkdigits.data._locate import find_file
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
