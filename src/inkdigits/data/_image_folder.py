from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._progress import counted
from inkdigits.errors import InputError
from inkdigits.images import decode_gray
from inkdigits.preprocess import to_field

CLASSES = [str(digit) for digit in range(10)]

_PARTS = {"train": ("train", "training"), "test": ("test", "testing")}
_CLUTTER = {"thumbs.db", "desktop.ini"}


def is_image_folder(folder: Path) -> bool:
    """Whether the folder, or a train folder in it, has a subfolder named after a digit."""
    return _has_classes(folder) or _part_folder(folder, "train") is not None


def load_image_folder(folder: Path) -> Split:
    """Read a folder of images with a subfolder for each digit, "0" to "9".

    Images may have any size and format, and either polarity: each is brought to MNIST's field.
    One of exactly 28×28 pixels with a dark border is taken as it is. Digits are ordered by file
    name, then by class, so that classes mix and an exported dataset comes back in its order.

    Args:
        folder: holds "0" to "9" (not all need be there), or "train" and, if it likes, "test",
            which hold them. Hidden files and folders are left out.

    Raises:
        InputError: a subfolder is not named after a digit, or a file is no image of a digit; the
            message names it.
    """
    train = _part_folder(folder, "train")
    if _has_classes(folder) or train is None:
        return Split(_load_part(folder, folder.name), None)
    test = _part_folder(folder, "test")
    return Split(
        _load_part(train, f"{folder.name}-train"),
        None if test is None else _load_part(test, f"{folder.name}-test"),
    )


def _load_part(folder: Path, name: str) -> Dataset:
    files = sorted(
        (file.name, subfolder.name, file)
        for subfolder in _visible(folder)
        if subfolder.is_dir()
        for file in _visible(subfolder)
    )
    for _, digit, file in files:
        if digit not in CLASSES:
            raise InputError(
                f"{file.parent}: its name is none of the digits 0 to 9, wanted one subfolder for "
                "each digit; rename or remove it"
            )
    if not files:
        raise InputError(f"{folder}: holds no images, wanted some in its subfolders 0 to 9")
    # Decoding and resizing leave Python's lock.
    with ThreadPoolExecutor() as pool:
        digits = pool.map(_read_digit, [file for _, _, file in files])
        images = np.stack(list(counted(digits, len(files), f"reading {name}")))
    labels = np.array([int(digit) for _, digit, _ in files], np.uint8)
    return Dataset(images, labels, name, f"folder of images, {folder}")


def _read_digit(file: Path) -> Uint8Array:
    gray = decode_gray(file)
    if gray.shape == (28, 28):
        border = np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]])
        if np.median(border) < 64:
            return gray
    try:
        return to_field(gray)
    except InputError as problem:
        raise InputError(f"{file}: {problem}") from problem


def _visible(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.iterdir()
        if not path.name.startswith(".") and path.name.lower() not in _CLUTTER
    ]


def _has_classes(folder: Path) -> bool:
    return any((folder / digit).is_dir() for digit in CLASSES)


def _part_folder(folder: Path, part: str) -> Path | None:
    candidates = (folder / name for name in _PARTS[part])
    return next((path for path in candidates if path.is_dir() and _has_classes(path)), None)
