from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import Split, load_dataset
from inkdigits.errors import InputError


def save(image: np.ndarray, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(path)


def photographed(digit: np.ndarray, ink: int, paper: int) -> np.ndarray:
    """The digit four times as large, off the middle of a page of another shape and tone."""
    large = np.kron(digit, np.ones((4, 4))) / 255
    page = np.zeros((200, 260))
    page[60:172, 20:132] = large
    return np.rint(paper + (ink - paper) * page).astype(np.uint8)


def test_digits_come_in_the_order_of_file_names(tmp_path: Path, uci: Split) -> None:
    for index in range(30):
        label = uci.test.labels[index]
        save(uci.test.images[index], tmp_path / "digits" / str(label) / f"{index:02}.png")
    split = load_dataset(tmp_path / "digits")
    assert split.test is None
    assert split.train.name == "digits"
    np.testing.assert_array_equal(split.train.images, uci.test.images[:30])
    np.testing.assert_array_equal(split.train.labels, uci.test.labels[:30])


@pytest.mark.parametrize("names", [("train", "test"), ("training", "testing")])
def test_train_and_test_folders_are_the_parts(
    tmp_path: Path, uci: Split, names: tuple[str, str]
) -> None:
    for part, index in zip(names, (0, 1), strict=True):
        save(uci.train.images[index], tmp_path / "d" / part / "5" / "one.png")
    split = load_dataset(tmp_path / "d")
    assert (split.train.name, split.evaluation.name) == ("d-train", "d-test")
    np.testing.assert_array_equal(split.evaluation.images[0], uci.train.images[1])


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "tiff", "webp"])
@pytest.mark.parametrize(("ink", "paper"), [(20, 230), (240, 30)])
def test_any_size_format_and_polarity_becomes_the_digit(
    tmp_path: Path, uci: Split, ending: str, ink: int, paper: int
) -> None:
    for index in range(5):
        page = photographed(uci.test.images[index], ink, paper)
        save(np.dstack([page] * 3), tmp_path / str(uci.test.labels[index]) / f"{index}.{ending}")
    read = load_dataset(tmp_path).train
    np.testing.assert_array_equal(read.labels, uci.test.labels[:5])
    for found, wanted in zip(read.images, uci.test.images[:5], strict=True):
        assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.9


def test_a_finished_digit_is_taken_as_it_is(tmp_path: Path, uci: Split) -> None:
    digit = np.roll(uci.test.images[0], 3, axis=1)  # off the middle, and it stays there
    save(digit, tmp_path / "8" / "moved.png")
    np.testing.assert_array_equal(load_dataset(tmp_path).train.images[0], digit)
    # Dark on light it is no finished digit.
    save(255 - digit, tmp_path / "8" / "moved.png")
    found = load_dataset(tmp_path).train.images[0]
    assert np.median(found) == 0
    assert np.corrcoef(found.ravel(), uci.test.images[0].ravel())[0, 1] > 0.8


def test_hidden_files_and_clutter_are_left_out(tmp_path: Path, uci: Split) -> None:
    save(uci.test.images[0], tmp_path / "3" / "a.png")
    (tmp_path / "3" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "3" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / ".cache").mkdir()
    (tmp_path / "README.txt").write_text("some digits")
    assert load_dataset(tmp_path).train.labels.tolist() == [3]


def test_each_fault_names_the_file(tmp_path: Path, uci: Split) -> None:
    save(uci.test.images[0], tmp_path / "3" / "a.png")
    wrong = tmp_path / "3" / "b.png"
    wrong.write_text("not a picture")
    with pytest.raises(InputError, match=r"3/b\.png"):
        load_dataset(tmp_path)
    save(np.full((50, 50), 200, np.uint8), wrong)
    with pytest.raises(InputError, match=r"3/b\.png: got an image without ink"):
        load_dataset(tmp_path)
    wrong.unlink()
    save(uci.test.images[0], tmp_path / "ten" / "a.png")
    with pytest.raises(InputError, match="ten: its name is none of the digits 0 to 9"):
        load_dataset(tmp_path)


def test_empty_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    with pytest.raises(InputError, match="holds no images, wanted some in its subfolders 0 to 9"):
        load_dataset(tmp_path)
