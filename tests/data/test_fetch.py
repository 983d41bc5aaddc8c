"""Fetching the real files from a mirror on loopback."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Split, find_mnist, load_dataset
from inkdigits.data._fetch import MNIST_MIRRORS, QMNIST_MIRRORS, fetch_mnist, fetch_writers
from inkdigits.data._writers import WRITER_FILES, find_writers
from inkdigits.errors import InputError, WorkError
from tests.data.mirror import serving


@pytest.fixture
def official() -> dict[str, bytes]:
    """What a mirror of MNIST holds; taken before `bare_machine` hides the files."""
    found = find_mnist()
    assert found is not None
    return {f"{name}.gz": as_gzip(path) for name, path in found.items()}


def as_gzip(path: Path) -> bytes:
    content = path.read_bytes()
    return content if path.suffix == ".gz" else gzip.compress(content, 1)


def test_the_mirrors_are_https() -> None:
    assert all(url.startswith("https://") and url.endswith("/") for url in MNIST_MIRRORS)
    assert all(url.startswith("https://") and url.endswith("/") for url in QMNIST_MIRRORS)
    assert len(MNIST_MIRRORS) > 1


def test_no_mirror_is_told_with_what_to_do(bare_machine: Path) -> None:
    with serving({}) as mirror, pytest.raises(WorkError) as caught:
        fetch_mnist([mirror.address])
    assert str(caught.value) == (
        "train-images-idx3-ubyte could not be fetched "
        f"({mirror.address[7:-1]}: answered 404 Not Found); check the network, or name a folder "
        "that holds MNIST's four files in INKDIGITS_DATA, or work with the digits in the package: "
        "--data embedded"
    )


@pytest.mark.mnist
def test_fetched_mnist_is_mnist_and_stays(
    official: dict[str, bytes], mnist: Split, bare_machine: Path
) -> None:
    assert find_mnist() is None
    cache = bare_machine / "cache" / "inkdigits" / "mnist"
    with serving(official) as mirror:
        paths = fetch_mnist([mirror.address])
        assert len(mirror.asked) == 4
    assert sorted(path.name for path in cache.iterdir()) == sorted(paths)
    assert (cache / "train-images-idx3-ubyte").stat().st_size == 16 + 60_000 * 784
    fetched = load_dataset("mnist")  # no mirror is running any more
    np.testing.assert_array_equal(fetched.train.images, mnist.train.images)
    np.testing.assert_array_equal(fetched.evaluation.labels, mnist.evaluation.labels)
    assert fetched.train.writers is None


@pytest.mark.mnist
def test_a_damaged_file_in_the_cache_is_fetched_again(
    official: dict[str, bytes], bare_machine: Path
) -> None:
    with serving(official) as mirror:
        damaged = fetch_mnist([mirror.address])["t10k-labels-idx1-ubyte"]
        content = bytearray(damaged.read_bytes())
        content[5000] ^= 1
        damaged.write_bytes(content)
        with pytest.raises(InputError, match="not MNIST's t10k-labels-idx1-ubyte: its decompr"):
            load_dataset("mnist")
        mirror.asked.clear()
        fetch_mnist([mirror.address])
        assert mirror.asked == [("t10k-labels-idx1-ubyte.gz", "")]
    assert len(load_dataset("mnist").evaluation) == 10_000


@pytest.mark.mnist
def test_a_damaged_file_of_the_user_is_left_alone(
    official: dict[str, bytes], bare_machine: Path
) -> None:
    theirs = bare_machine / "data" / "mnist" / "train-images-idx3-ubyte.gz"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(official[theirs.name][:1000])
    with serving(official) as mirror, pytest.raises(InputError, match="truncated gzip"):
        fetch_mnist([mirror.address])
    assert theirs.stat().st_size == 1000


@pytest.mark.mnist
def test_a_wrong_file_sends_to_the_next_mirror(
    official: dict[str, bytes], bare_machine: Path
) -> None:
    swapped = official | {
        "train-images-idx3-ubyte.gz": official["t10k-images-idx3-ubyte.gz"],
    }
    with serving(swapped) as first, serving(official) as second:
        fetch_mnist([first.address, second.address])
        assert [name for name, _ in second.asked] == ["train-images-idx3-ubyte.gz"]
    assert len(load_dataset("mnist").train) == 60_000


@pytest.mark.mnist
def test_writers_are_fetched_and_verified(
    official: dict[str, bytes], mnist: Split, request: pytest.FixtureRequest
) -> None:
    lists = {part: find_writers(part) for part in WRITER_FILES}
    if None in lists.values():
        pytest.skip("QMNIST's extended labels not found in INKDIGITS_DATA")
    files = {f"{WRITER_FILES[part]}.gz": as_gzip(path) for part, path in lists.items()}
    request.getfixturevalue("bare_machine")
    with serving(official) as mnist_mirror, serving(files) as mirror:
        fetch_mnist([mnist_mirror.address])
        fetch_writers([mirror.address])
        fetched = load_dataset("mnist")
        np.testing.assert_array_equal(fetched.train.writers, mnist.train.writers)

        train = find_writers("train")
        train.write_bytes(train.read_bytes().replace(b"\t2154\t", b"\t2155\t"))
        mirror.asked.clear()
        fetch_writers([mirror.address])
        assert [name for name, _ in mirror.asked] == ["qmnist-train-labels.tsv.gz"]
