from pathlib import Path

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._idx import read_idx
from inkdigits.errors import InputError

_STEMS = {"train": "train", "test": "t10k"}


def is_idx_folder(folder: Path) -> bool:
    """Whether the folder holds images under one of MNIST's file names."""
    return any(_find(folder, part, "images") for part in _STEMS)


def load_idx_folder(folder: Path) -> Split:
    """Read digits from files named as MNIST's are, raw or `.gz`; any 28×28 digits will do.

    Args:
        folder: holds `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, `t10k-...` likewise,
            or both pairs. A dot before "idx", as some unpackers write it, is understood.

    Raises:
        InputError: a file is damaged, or a pair lacks its labels.
    """
    train, test = _load_pair(folder, "train"), _load_pair(folder, "test")
    if train is None:
        if test is None:
            raise InputError(f"{folder}: wanted train-images-idx3-ubyte in it, raw or .gz")
        return Split(test, None)
    return Split(train, test)


def _load_pair(folder: Path, part: str) -> Dataset | None:
    images = _find(folder, part, "images")
    if images is None:
        return None
    labels = _find(folder, part, "labels")
    if labels is None:
        raise InputError(
            f"{images}: has no labels beside it; wanted {_STEMS[part]}-labels-idx1-ubyte, "
            "raw or .gz"
        )
    arrays = read_idx(images, "images"), read_idx(labels, "labels")
    try:
        return Dataset(*arrays, f"{folder.name}-{part}", f"IDX files, {folder}")
    except InputError as problem:
        raise InputError(f"{labels}: {problem}") from problem


def _find(folder: Path, part: str, kind: str) -> Path | None:
    dimensions = 3 if kind == "images" else 1
    names = [f"{_STEMS[part]}-{kind}{joint}idx{dimensions}-ubyte" for joint in "-."]
    candidates = (folder / f"{name}{ending}" for name in names for ending in ("", ".gz"))
    return next((path for path in candidates if path.is_file()), None)
