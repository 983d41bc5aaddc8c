import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from inkdigits.data._locate import DATA_VARIABLE, cache_folder
from inkdigits.data._mnist_c import MNIST_C_FOLDER, MNIST_C_SETS, find_mnist_c, mnist_c_file
from inkdigits.data._progress import byte_progress
from inkdigits.data._writers import Part
from inkdigits.errors import InputError, WorkError

MNIST_C_URLS = ("https://zenodo.org/record/3239543/files/mnist_c.zip",)
MNIST_C_MD5 = "4b34b33045869ee6d424616cd3a65da3"

_MOST_BYTES = 64 << 20  # of an unpacked file; the largest, 60,000 images, has 45 MiB


def fetch_mnist_c(urls: Sequence[str] = MNIST_C_URLS, md5: str = MNIST_C_MD5) -> Path:
    """Make sure that MNIST-C's release lies on this machine.

    Where it is not found, the archive is fetched, compared with its MD5, and unpacked into the
    cache, where it takes 880 MB.

    Args:
        urls: addresses of the archive, in the order to ask them.
        md5: hexadecimal MD5 of the archive.

    Returns:
        The folder that holds `fog/` and the others.

    Raises:
        WorkError: it is missing and no address gave it, or it holds other files than it should.
    """
    if found := find_mnist_c():
        return found
    from inkdigits.data._download import download

    archive = cache_folder() / f"{MNIST_C_FOLDER}.zip"
    try:
        with byte_progress(archive.name) as report:
            download(urls, archive, partial(_verify, md5), report)
    except WorkError as problem:
        raise WorkError(
            f"{problem}; check the network, or unpack {urls[0]} into a folder that "
            f"{DATA_VARIABLE} names"
        ) from problem
    try:
        return _unpack(archive, cache_folder() / MNIST_C_FOLDER)
    finally:
        archive.unlink()


def _verify(md5: str, archive: Path) -> None:
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, partial(hashlib.md5, usedforsecurity=False)).hexdigest()
    if found != md5:
        raise InputError(f"{archive}: its MD5 is {found}, wanted {md5}")


def _unpack(archive: Path, target: Path) -> Path:
    """Unpack the files of the release, and only those; the folder appears when all are there."""
    parts: tuple[Part, ...] = get_args(Part)
    names = [
        mnist_c_file(corruption, part, kind)
        for corruption in MNIST_C_SETS
        for part in parts
        for kind in ("images", "labels")
    ]
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        folder = Path(scratch) / target.name
        try:
            with zipfile.ZipFile(archive) as packed:
                for name in names:
                    _unpack_file(packed, f"{MNIST_C_FOLDER}/{name}", folder / name)
        except (zipfile.BadZipFile, KeyError) as problem:
            raise WorkError(
                f"{archive.name} is not as MNIST-C was released ({problem})"
            ) from problem
        shutil.rmtree(target, ignore_errors=True)  # what another program left there is no MNIST-C
        folder.rename(target)
    return target


def _unpack_file(packed: zipfile.ZipFile, name: str, target: Path) -> None:
    if packed.getinfo(name).file_size > _MOST_BYTES:
        raise zipfile.BadZipFile(f"{name} has more than {_MOST_BYTES} bytes")
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
