from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Dataset, Split, export_dataset, load_dataset
from inkdigits.errors import InputError


def test_an_unknown_name_lists_the_valid_ones() -> None:
    with pytest.raises(InputError) as caught:
        load_dataset("mnits")
    assert str(caught.value) == (
        "mnits: no dataset of this name and no such file; wanted mnist, uci-digits, embedded, "
        "mnist-c/fog (or another of its sets), or the path of a .csv, an .npz or a folder"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "digits.txt",
            r"digits\.txt: cannot tell what it holds by its name; wanted a Kaggle \.csv",
        ),
        ("folder/", "folder: holds no digits; wanted IDX files named as MNIST's"),
    ],
)
def test_what_holds_no_digits_is_told(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("0")
    with pytest.raises(InputError, match=message):
        load_dataset(path)


def test_a_folder_called_like_a_name_is_meant_by_its_path(
    tmp_path: Path, uci: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    few = Dataset(uci.train.images[:3], uci.train.labels[:3], "few", "made up")
    export_dataset(Split(few, None), "idx", Path("embedded"))
    assert len(load_dataset("./embedded").train) == 3
    assert load_dataset("embedded") is uci


def test_endings_are_told_apart_whatever_their_case(tmp_path: Path, uci: Split) -> None:
    few = Split(uci.train.subset(np.arange(5)), None)
    (path,) = export_dataset(few, "csv", tmp_path)
    shouted = path.rename(tmp_path / "TRAIN.CSV")
    assert load_dataset(str(shouted)).train.labels.tolist() == [0, 1, 2, 3, 4]
