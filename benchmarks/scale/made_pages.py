"""Small pages, each with one number of six digits on it, and files that are none."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from inkdigits.data import Dataset, load_dataset
from inkdigits.engines import LocalEngine
from inkdigits.pages import make_page

A_FOLDER = 1000  # pages
ONE_BROKEN_IN = 100
_BREAKS: tuple[Callable[[bytes], bytes], ...] = (
    lambda png: b"",
    lambda png: png[: len(png) // 2],
    lambda png: b"not a picture\n",
    lambda png: png[: len(png) // 2] + bytes(16) + png[len(png) // 2 + 16 :],
)


def make_pages(folder: Path, count: int) -> Path:
    """Make those of the pages that are not there yet; the same number makes the same page."""
    for path in folder.glob("*/??????.png"):
        if int(path.stem) >= count:
            path.unlink()
    missing = [number for number in range(count) if not _path(folder, number).exists()]
    if missing:
        digits = load_dataset("mnist").test
        for _ in LocalEngine().map(partial(_make, folder, digits), missing):
            pass
    return folder


def break_some(folder: Path, count: int) -> list[str]:
    """Put files among the pages, one for each hundred, that are named like pages and are none.

    They are copies that are empty, cut short, of text, or overwritten in their middle.

    Returns:
        How the job names them, sorted.
    """
    names = []
    for turn, number in enumerate(range(0, count, ONE_BROKEN_IN)):
        page = _path(folder, number)
        broken = page.with_suffix(".broken.png")
        broken.write_bytes(_BREAKS[turn % len(_BREAKS)](page.read_bytes()))
        names.append(str(broken))
    return names


def number_on(page: int) -> str:
    """What is written on a page."""
    return "".join(map(str, np.random.default_rng(page).integers(0, 10, 6)))


def _make(folder: Path, digits: Dataset, number: int) -> None:
    picture = make_page(digits, "plain", number, [number_on(number)]).picture
    path = _path(folder, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture[..., ::-1])


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number // A_FOLDER:04}" / f"{number:06}.png"
