from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PIL import Image

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._idx import write_idx
from inkdigits.data._kaggle_csv import write_kaggle_csv
from inkdigits.data._keras_npz import write_keras_npz
from inkdigits.errors import InputError
from inkdigits.files import atomic_path

ExportFormat = Literal["png", "csv", "npz", "idx"]


def export_dataset(split: Split, form: ExportFormat, folder: Path) -> list[Path]:
    """Write digits in another form that `load_dataset` reads.

    Args:
        split: what to write; the test part where there is one.
        form: "png", a folder of images for each class, below "train" and "test" when there are
            both (digits without labels go to "unlabelled", only to be looked at); "csv", Kaggle's `train.csv` and `test.csv`; "npz", Keras' layout in `digits.npz`;
            "idx", MNIST's four files as gzip.
        folder: where to write; made if missing.

    Returns:
        The files written; for "png" the folders that hold them.

    Raises:
        InputError: the digits have no labels, which "npz" and "idx" need; or "png" finds its
            folder filled already.
    """
    return _WRITERS[form](split, folder)


def _parts(split: Split) -> list[tuple[str, Dataset]]:
    parts = [("train", split.train)]
    return parts if split.test is None else [*parts, ("test", split.test)]


def _write_png(split: Split, folder: Path) -> list[Path]:
    parts = _parts(split)
    folders = [folder if len(parts) == 1 else folder / part for part, _ in parts]
    for target, (_, dataset) in zip(folders, parts, strict=True):
        if target.exists() and any(target.iterdir()):
            raise InputError(
                f"{target}: is not empty, and the images of two exports would mix; name another folder"
            )
        # Leading zeros, so that the order by name is the order of the digits.
        width = len(str(len(dataset) - 1))
        for index, image in enumerate(dataset.images):
            kind = "unlabelled" if dataset.labels is None else str(dataset.labels[index])
            with atomic_path(target / kind / f"{index:0{width}}.png") as temporary:
                Image.fromarray(image).save(temporary, format="PNG")
    return folders


def _write_csv(split: Split, folder: Path) -> list[Path]:
    files = []
    for part, dataset in _parts(split):
        files.append(folder / f"{part}.csv")
        write_kaggle_csv(files[-1], dataset)
    return files


def _write_npz(split: Split, folder: Path) -> list[Path]:
    write_keras_npz(folder / "digits.npz", split)
    return [folder / "digits.npz"]


def _write_idx(split: Split, folder: Path) -> list[Path]:
    files = []
    for part, dataset in _parts(split):
        if dataset.labels is None:
            raise InputError(f"{dataset.name}: has no labels, which MNIST's files come with")
        stem = "train" if part == "train" else "t10k"
        images, labels = (
            folder / f"{stem}-images-idx3-ubyte.gz",
            folder / f"{stem}-labels-idx1-ubyte.gz",
        )
        write_idx(images, dataset.images)
        write_idx(labels, dataset.labels)
        files += [images, labels]
    return files


_WRITERS: dict[str, Callable[[Split, Path], list[Path]]] = {
    "png": _write_png,
    "csv": _write_csv,
    "npz": _write_npz,
    "idx": _write_idx,
}
