from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import CORRUPTIONS, Split, find_mnist_c, load_dataset, load_mnist_c
from inkdigits.errors import InputError
from tests.data.mnist_c_release import write_release


@pytest.fixture
def release(bare_machine: Path) -> Path:
    return write_release(bare_machine / "data")


def test_each_set_is_read_in_its_parts(release: Path, uci: Split) -> None:
    assert find_mnist_c() == release
    assert len(CORRUPTIONS) == 15
    for place, name in enumerate(("identity", *CORRUPTIONS)):
        read = load_mnist_c(name)
        assert (read.name, len(read)) == (f"mnist-c-{name}-test", 30)
        moved = np.roll(uci.evaluation.images[:30], place, axis=2)
        np.testing.assert_array_equal(read.images, moved)
        np.testing.assert_array_equal(read.labels, uci.evaluation.labels[:30])
    split = load_dataset("mnist-c/fog")
    assert (split.train.name, split.evaluation.name) == ("mnist-c-fog-train", "mnist-c-fog-test")
    np.testing.assert_array_equal(split.train.labels, uci.train.labels[:30])


def test_a_folder_elsewhere_and_the_cache_are_read_alike(bare_machine: Path) -> None:
    folder = write_release(bare_machine / "elsewhere")
    assert find_mnist_c() is None
    assert len(load_mnist_c("fog", folder=folder)) == 30
    cached = bare_machine / "cache" / "inkdigits" / "mnist_c"
    cached.parent.mkdir(parents=True)
    folder.rename(cached)
    assert find_mnist_c() == cached
    assert len(load_dataset("mnist-c/zigzag").evaluation) == 30


def test_where_it_is_not_is_told_with_what_to_do(bare_machine: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_dataset("mnist-c/fog")
    assert str(caught.value) == (
        f"mnist-c is not on this machine (looked for {bare_machine / 'data' / 'mnist_c'}, "
        f"{bare_machine / 'cache' / 'inkdigits' / 'mnist_c'}); get it with: inkdigits data fetch "
        "mnist-c, or name the folder that holds mnist_c in INKDIGITS_DATA"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("mnist-c/frog", "got 'frog'; wanted one of mnist-c/identity, mnist-c/shot_noise, "),
        ("mnist-c", "mnist-c is sixteen sets; wanted one of mnist-c/identity, mnist-c/shot_noise"),
        ("mnist-c/../fog", "got '../fog'; wanted one of"),
    ],
)
def test_there_are_sixteen_sets(release: Path, source: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_dataset(source)


IMAGES = np.zeros((3, 28, 28, 1), np.uint8)
LABELS = np.array([1, 2, 3], np.uint8)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (IMAGES[..., 0], LABELS, r"images\.npy: got images of shape \(3, 28, 28\) and type uint8"),
        (IMAGES / 255, LABELS, r"\(3, 28, 28, 1\) and type float64, wanted MNIST-C's \(N, 28, 28"),
        (IMAGES[:, 4:], LABELS, r"got images of shape \(3, 24, 28, 1\)"),
        (IMAGES, LABELS[:2], r"labels\.npy: got labels of shape \(2,\) and type uint8, wanted \(3"),
        (IMAGES, LABELS / 1, r"got labels of shape \(3,\) and type float64, wanted \(3,\) integer"),
        (IMAGES, LABELS + 7, r"test_labels\.npy holds the label 10 at row 2, wanted 0 to 9"),
        (IMAGES.astype(object), LABELS, r"test_images\.npy: not a sound \.npy file \(Array can't"),
    ],
)
def test_arrays_of_another_kind_are_told(
    tmp_path: Path, images: np.ndarray, labels: np.ndarray, message: str
) -> None:
    (tmp_path / "fog").mkdir()
    np.save(tmp_path / "fog" / "test_images.npy", images)
    np.save(tmp_path / "fog" / "test_labels.npy", labels)
    with pytest.raises(InputError, match=message):
        load_mnist_c("fog", folder=tmp_path)


def test_labels_may_be_wider_integers(tmp_path: Path) -> None:
    (tmp_path / "fog").mkdir()
    np.save(tmp_path / "fog" / "test_images.npy", IMAGES)
    np.save(tmp_path / "fog" / "test_labels.npy", LABELS.astype(np.int64))
    read = load_mnist_c("fog", folder=tmp_path)
    assert (read.labels.dtype, read.labels.tolist()) == (np.uint8, [1, 2, 3])


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        (0, "not a sound .npy file"),
        (60, "not a sound .npy file"),
        (500, r"not a sound \.npy file \(mmap length is greater than file size\)"),
    ],
)
def test_damage_is_told(release: Path, keep: int, message: str) -> None:
    path = release / "fog" / "test_images.npy"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match=message) as caught:
        load_mnist_c("fog")
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).endswith("; fetch or unpack it again")


def test_a_missing_file_is_named(release: Path) -> None:
    path = release / "fog" / "test_labels.npy"
    path.unlink()
    with pytest.raises(InputError) as caught:
        load_mnist_c("fog")
    assert str(caught.value) == (
        f"{path}: no such file; wanted the release as it is unpacked: inkdigits data fetch mnist-c"
    )
