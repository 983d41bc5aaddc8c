"""The typefaces that words are printed in."""

import functools
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import ImageFont

from inkdigits.data.non_digits import FACES, font_folder
from inkdigits.errors import InputError

Print = Literal["train", "more", "test"]
"""Whose typefaces words are in: of `inkdigits.data.non_digits` those to train with or those to
test with; or the former and all that the extra `typefaces` installs."""

Family = tuple[Path | None, ...]
"""Files of one family's faces; None is the face that Pillow carries."""

_GROUPS = "fonts_ttf", "fonts_otf"
"""Entry points under which packages of typefaces name their files."""


def draw_face(text: str, part: Print, rng: np.random.Generator) -> Path | None:
    """A typeface that has every letter of a text; each family is as likely as any other.

    Args:
        text: to be printed.
        part: whose typefaces.
        rng: where the chances come from.
    """
    families = _families_with(text, part)
    family = families[rng.integers(len(families))]
    return family[rng.integers(len(family))]


@functools.lru_cache(maxsize=256)
def open_face(face: Path | None, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A typeface in a size, in pixels."""
    return ImageFont.load_default(size) if face is None else ImageFont.truetype(str(face), size)


@functools.cache
def _families_with(text: str, part: Print) -> tuple[Family, ...]:
    """Those that have every letter; all families if none has."""
    families = _families(part)
    whole = [tuple(face for face in family if _has(face, text)) for family in families]
    return tuple(family for family in whole if family) or families


def _has(face: Path | None, text: str) -> bool:
    blank = _mask(face, "\uffff")
    return all(_mask(face, letter) != blank for letter in set(text))


@functools.cache
def _mask(face: Path | None, letter: str) -> bytes:
    return bytes(open_face(face, 20).getmask(letter))


@functools.cache
def _families(part: Print) -> tuple[Family, ...]:
    """Pillow's own face alone where matplotlib, which has the others, is not installed."""
    try:
        folder = font_folder()
    except InputError:
        return ((None,),)
    if part == "test":
        return tuple((_file(folder, face),) for face in FACES["test"])
    ours = tuple(_file(folder, face) for face in FACES["train"])
    return (ours, *installed_families()) if part == "more" else (ours,)


def _file(folder: Path, face: str) -> Path | None:
    return None if face == "Pillow" else folder / f"{face}.ttf"


def installed_families() -> Iterator[Family]:
    """Those of installed packages, in the order of the packages' names."""
    seen = set()
    for group in _GROUPS:
        for package in sorted(entry_points(group=group), key=_module):
            if _module(package) not in seen:  # many have each face in both formats
                seen.add(_module(package))
                yield tuple(Path(file) for _, file in sorted(package.load().items()))


def _module(package: EntryPoint) -> str:
    return package.module
