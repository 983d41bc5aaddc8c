import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import fetch_mnist_c, load_mnist_c
from inkdigits.data._fetch_mnist_c import MNIST_C_MD5, MNIST_C_URLS
from inkdigits.errors import WorkError
from tests.data.mirror import serving
from tests.data.mnist_c_release import write_release


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The release zipped, with a file that wants out of the folder and one that is not ours."""
    folder = tmp_path_factory.mktemp("release")
    write_release(folder, count=5)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*.npy")):
            packed.write(path, path.relative_to(folder))
        packed.writestr("mnist_c/../../escaped.txt", "out")
        packed.writestr("mnist_c/README", "hello")
    return buffer.getvalue()


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def without(archive: bytes, name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as whole, zipfile.ZipFile(buffer, "w") as packed:
        for entry in whole.namelist():
            if entry != name:
                packed.writestr(entry, whole.read(entry))
    return buffer.getvalue()


def test_the_address_and_the_sum_are_the_releases() -> None:
    assert all(url.startswith("https://") for url in MNIST_C_URLS)
    assert len(MNIST_C_MD5) == 32


def test_it_is_fetched_once_verified_and_unpacked(bare_machine: Path, archive: bytes) -> None:
    cache = bare_machine / "cache" / "inkdigits"
    with serving({"mnist_c.zip": archive}) as mirror:
        urls = [f"{mirror.address}mnist_c.zip"]
        assert fetch_mnist_c(urls, md5(archive)) == cache / "mnist_c"
        assert fetch_mnist_c(urls, md5(archive)) == cache / "mnist_c"
        assert len(mirror.asked) == 1
    assert [path.name for path in cache.iterdir()] == ["mnist_c"]
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert len(files) == 64, "and neither the README nor what wants out"
    assert not list(bare_machine.rglob("escaped.txt"))
    assert len(load_mnist_c("canny_edges")) == 5


def test_a_broken_connection_is_carried_on(bare_machine: Path, archive: bytes) -> None:
    with serving({"mnist_c.zip": archive}, "drops") as mirror:
        urls = [f"{mirror.address}mnist_c.zip"]
        with pytest.raises(WorkError):
            fetch_mnist_c(urls, md5(archive))
        mirror.behaviour, mirror.asked = "good", []
        fetch_mnist_c(urls, md5(archive))
        assert [bool(asked) for _, asked in mirror.asked] == [True]
    np.testing.assert_array_equal(load_mnist_c("fog").labels, load_mnist_c("shear").labels)


def test_another_archive_is_refused(bare_machine: Path, archive: bytes) -> None:
    with serving({"mnist_c.zip": archive}) as mirror, pytest.raises(WorkError) as caught:
        fetch_mnist_c([f"{mirror.address}mnist_c.zip"], MNIST_C_MD5)
    url = f"{mirror.address}mnist_c.zip"
    assert str(caught.value) == (
        f"mnist_c.zip could not be fetched ({url.split('/')[2]}: sent a damaged file or another "
        f"one); check the network, or unpack {url} into a folder that INKDIGITS_DATA names"
    )
    assert list((bare_machine / "cache" / "inkdigits").iterdir()) == []


def test_an_archive_that_lacks_a_file_leaves_nothing(bare_machine: Path, archive: bytes) -> None:
    lacking = without(archive, "mnist_c/zigzag/test_labels.npy")
    with serving({"mnist_c.zip": lacking}) as mirror, pytest.raises(WorkError) as caught:
        fetch_mnist_c([f"{mirror.address}mnist_c.zip"], md5(lacking))
    assert "mnist_c.zip is not as MNIST-C was released" in str(caught.value)
    assert "mnist_c/zigzag/test_labels.npy" in str(caught.value)
    assert list((bare_machine / "cache" / "inkdigits").iterdir()) == []


def test_what_is_no_archive_is_refused(bare_machine: Path) -> None:
    with (
        serving({"mnist_c.zip": b"<html>"}) as mirror,
        pytest.raises(WorkError, match=r"as MNIST-C was released \(File is not a zip"),
    ):
        fetch_mnist_c([f"{mirror.address}mnist_c.zip"], md5(b"<html>"))
