import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from PIL import Image

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._idx import write_idx
from inkdigits.data._kaggle_csv import write_kaggle_csv
from inkdigits.data._keras_npz import write_keras_npz
from inkdigits.data._progress import counted
from inkdigits.errors import InputError

ExportFormat = Literal["png", "csv", "npz", "idx"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


def export_dataset(split: Split, form: ExportFormat, folder: Path) -> list[Path]:
    """Write digits in another form that `load_dataset` reads.

    Args:
        split: what to write; the test part where there is one.
        form: "png", a folder of images for each class, below "train" and "test" when there are
            both (digits without labels go to "unlabelled", only to be looked at); "csv", Kaggle's
            `train.csv` and `test.csv`; "npz", Keras' layout in `digits.npz`; "idx", MNIST's four
            files as gzip.
        folder: where to write; made if missing.

    Returns:
        The files written; for "png" the folder that holds them.

    Raises:
        InputError: the digits have no labels, which "npz" and "idx" need; or "png" finds its
            folder filled already.
    """
    return _WRITERS[form](split, folder)


def _parts(split: Split) -> list[tuple[str, Dataset]]:
    parts = [("train", split.train)]
    return parts if split.test is None else [*parts, ("test", split.test)]


def _write_png(split: Split, folder: Path) -> list[Path]:
    if folder.exists() and any(folder.iterdir()):
        raise InputError(
            f"{folder}: is not empty, and the images of two exports would mix; name another folder"
        )
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    # The whole tree appears at once, by one rename: an export that is interrupted leaves nothing.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as temporary:
        tree = Path(temporary) / "digits"
        for part, dataset in _parts(split):
            _write_classes(dataset, tree if split.test is None else tree / part)
        if target.exists():
            target.rmdir()
        tree.rename(target)
    return [folder]


def _write_classes(dataset: Dataset, folder: Path) -> None:
    kinds = ["unlabelled"] * len(dataset)
    if dataset.labels is not None:
        kinds = [str(label) for label in dataset.labels]
    for kind in set(kinds):
        (folder / kind).mkdir(parents=True)
    # Leading zeros, so that the order by name is the order of the digits.
    width = len(str(len(dataset) - 1))
    digits = counted(
        zip(kinds, dataset.images, strict=True), len(dataset), f"writing {dataset.name}"
    )
    for index, (kind, image) in enumerate(digits):
        Image.fromarray(image).save(folder / kind / f"{index:0{width}}.png")


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
            raise InputError(
                f"{dataset.name}: has no labels, which IDX files need; export it as csv"
            )
        stem = "train" if part == "train" else "t10k"
        files.append(folder / f"{stem}-images-idx3-ubyte.gz")
        write_idx(files[-1], dataset.images)
        files.append(folder / f"{stem}-labels-idx1-ubyte.gz")
        write_idx(files[-1], dataset.labels)
    return files


_WRITERS: dict[str, Callable[[Split, Path], list[Path]]] = {
    "png": _write_png,
    "csv": _write_csv,
    "npz": _write_npz,
    "idx": _write_idx,
}
