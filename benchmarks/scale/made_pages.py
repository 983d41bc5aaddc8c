"""Small pages, each with one number of six digits on it."""

from functools import partial
from pathlib import Path

import cv2
import numpy as np

from inkdigits.data import Dataset, load_dataset
from inkdigits.engines import LocalEngine
from inkdigits.pages import make_page

A_FOLDER = 1000  # pages


def make_pages(folder: Path, count: int) -> Path:
    """Make those of the pages that are not there yet; the same number makes the same page."""
    for path in folder.glob("*/*.png"):
        if int(path.stem) >= count:
            path.unlink()
    missing = [number for number in range(count) if not _path(folder, number).exists()]
    if missing:
        digits = load_dataset("mnist").test
        for _ in LocalEngine().map(partial(_make, folder, digits), missing):
            pass
    return folder


def _make(folder: Path, digits: Dataset, number: int) -> None:
    text = "".join(map(str, np.random.default_rng(number).integers(0, 10, 6)))
    picture = make_page(digits, "plain", number, [text]).picture
    path = _path(folder, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture[..., ::-1])


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number // A_FOLDER:04}" / f"{number:06}.png"
