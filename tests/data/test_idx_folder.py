from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.data._idx import write_idx
from inkdigits.errors import InputError

IMAGES = np.arange(3 * 784, dtype=np.uint8).reshape(3, 28, 28)
LABELS = np.array([4, 0, 9], np.uint8)


def write_pair(folder: Path, stem: str, joint: str = "-", ending: str = "") -> None:
    write_idx(folder / f"{stem}-images{joint}idx3-ubyte{ending}", IMAGES)
    write_idx(folder / f"{stem}-labels{joint}idx1-ubyte{ending}", LABELS)


@pytest.mark.parametrize("joint", ["-", "."])
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_both_parts_load_under_either_spelling(tmp_path: Path, joint: str, ending: str) -> None:
    folder = tmp_path / "fashion"
    write_pair(folder, "train", joint, ending)
    write_pair(folder, "t10k", joint, ending)
    split = load_dataset(folder)
    np.testing.assert_array_equal(split.train.images, IMAGES)
    np.testing.assert_array_equal(split.evaluation.labels, LABELS)
    assert (split.train.name, split.evaluation.name) == ("fashion-train", "fashion-test")
    assert split.train.source == f"IDX files, {folder}"


@pytest.mark.parametrize("stem", ["train", "t10k"])
def test_one_part_alone_will_do(tmp_path: Path, stem: str) -> None:
    write_pair(tmp_path, stem)
    split = load_dataset(str(tmp_path))
    assert split.test is None
    assert split.train.labels.tolist() == [4, 0, 9]


def test_images_without_labels_are_refused(tmp_path: Path) -> None:
    write_idx(tmp_path / "train-images-idx3-ubyte", IMAGES)
    with pytest.raises(InputError, match="has no labels beside it; wanted train-labels-idx1-ubyte"):
        load_dataset(tmp_path)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([4, 0, 12], "train-labels-idx1-ubyte: .*got the label 12 at row 2, wanted 0 to 9"),
        ([4, 0], r"train-labels-idx1-ubyte: .*got labels of shape \(2,\) .* wanted \(3,\)"),
    ],
)
def test_wrong_labels_are_named(tmp_path: Path, labels: list[int], message: str) -> None:
    write_pair(tmp_path, "train")
    write_idx(tmp_path / "train-labels-idx1-ubyte", np.array(labels, np.uint8))
    with pytest.raises(InputError, match=message):
        load_dataset(tmp_path)


def test_swapped_files_are_named(tmp_path: Path) -> None:
    write_idx(tmp_path / "train-images-idx3-ubyte", LABELS)
    write_idx(tmp_path / "train-labels-idx1-ubyte", IMAGES)
    with pytest.raises(InputError, match=r"images-idx3-ubyte: holds labels .* files are swapped"):
        load_dataset(tmp_path)
