import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import (
    EXPORT_FORMATS,
    Dataset,
    ExportFormat,
    Split,
    dataset_hash,
    export_dataset,
    load_dataset,
)
from inkdigits.errors import InputError


@pytest.fixture
def few(uci: Split) -> Split:
    train = uci.train.subset(np.arange(120))
    return Split(train, uci.test.subset(np.arange(40)))


@pytest.mark.parametrize("form", [form for form in EXPORT_FORMATS if form != "csv"])
def test_both_parts_are_read_back_from_what_was_written(
    tmp_path: Path, few: Split, form: ExportFormat
) -> None:
    files = export_dataset(few, form, tmp_path / "out")
    assert all(path.exists() for path in files)
    read = load_dataset(files[0] if form == "npz" else tmp_path / "out")
    assert dataset_hash(read.train) == dataset_hash(few.train)
    assert read.test is not None
    assert dataset_hash(read.test) == dataset_hash(few.test)


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_a_single_part_is_read_back(tmp_path: Path, few: Split, form: ExportFormat) -> None:
    files = export_dataset(Split(few.train, None), form, tmp_path / "out")
    read = load_dataset(files[0] if form in ("npz", "csv") else tmp_path / "out")
    assert read.test is None
    assert dataset_hash(read.train) == dataset_hash(few.train)


def test_csv_writes_a_file_for_each_part(tmp_path: Path, few: Split) -> None:
    files = export_dataset(few, "csv", tmp_path)
    assert files == [tmp_path / "train.csv", tmp_path / "test.csv"]
    for path, dataset in zip(files, (few.train, few.evaluation), strict=True):
        assert dataset_hash(load_dataset(path).train) == dataset_hash(dataset)


def test_png_names_sort_as_the_digits_stand(tmp_path: Path, few: Split) -> None:
    export_dataset(few, "png", tmp_path / "out")
    files = sorted((tmp_path / "out" / "train").glob("*/*.png"), key=lambda path: path.name)
    assert [path.name for path in files] == [f"{index:03}.png" for index in range(120)]
    assert [int(path.parent.name) for path in files] == few.train.labels.tolist()
    np.testing.assert_array_equal(np.asarray(Image.open(files[7])), few.train.images[7])


def test_png_does_not_mix_with_what_is_there(tmp_path: Path, few: Split) -> None:
    export_dataset(few, "png", tmp_path / "out")
    with pytest.raises(InputError, match="out: is not empty, and the images of two exports would"):
        export_dataset(few, "png", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    export_dataset(few, "png", tmp_path / "empty")
    assert len(list((tmp_path / "empty").rglob("*.png"))) == 160


def test_an_interrupted_png_export_leaves_nothing(
    tmp_path: Path, few: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(tree: Path, target: Path) -> None:
        assert len(list(tree.rglob("*.png"))) == 160
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupt)
    with pytest.raises(KeyboardInterrupt):
        export_dataset(few, "png", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_digits_without_labels(tmp_path: Path, few: Split) -> None:
    bare = Split(Dataset(few.train.images, None, "bare", "made up"), None)
    (path,) = export_dataset(bare, "csv", tmp_path / "csv")
    with path.open(newline="") as file:
        assert next(csv.reader(file))[0] == "pixel0"
    export_dataset(bare, "png", tmp_path / "png")
    assert len(list((tmp_path / "png" / "unlabelled").iterdir())) == 120
    for form in ("npz", "idx"):
        with pytest.raises(
            InputError, match=r"bare: has no labels, which .* need.*; export it as csv"
        ):
            export_dataset(bare, form, tmp_path / form)
