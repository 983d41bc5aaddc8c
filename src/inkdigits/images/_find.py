import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from inkdigits.errors import InputError
from inkdigits.images._formats import EXTENSIONS, FORMATS


def find_images(paths: Iterable[str | Path]) -> list[Path]:
    """The image files that paths stand for, in the order in which a person would go through them.

    Args:
        paths: files, taken as they are, whether they exist or not; and folders, which give the
            files below them whose names end as images' do, page2.png before page10.png. Hidden
            files and folders are left out, and links to folders are not followed.

    Returns:
        The files, in the order of `paths` and within each folder in natural order.

    Raises:
        InputError: a folder holds no image or cannot be read.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        found.extend(_below(path) if path.is_dir() else [path])
    return found


def _below(folder: Path) -> list[Path]:
    files: list[Path] = []
    for parent, subfolders, names in os.walk(folder, onerror=_refuse):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        files.extend(Path(parent, name) for name in names if is_image_name(name))
    if not files:
        raise InputError(
            f"{folder}: got a folder without images, wanted one with {FORMATS} files in it; "
            "name another"
        )
    return sorted(files, key=lambda file: natural_key(file.relative_to(folder)))


def is_image_name(name: str) -> bool:
    """Whether a file of this name, without its folder, is taken for an image: not if hidden."""
    return not name.startswith(".") and Path(name).suffix.lower() in EXTENSIONS


def _refuse(problem: OSError) -> NoReturn:
    raise InputError(
        f"{problem.filename}: cannot be read ({problem.strerror}); check the folder's permissions"
    ) from problem


def natural_key(path: Path) -> tuple[list[list[str | int]], str]:
    """What to sort by: page.png, page2.png, page10.png, folders and files as they come."""
    # The path tells apart names that else are alike.
    # Splitting at a group alternates text and digits, so that like is compared with like.
    parts = [re.split(r"(\d+)", part.casefold()) for part in path.with_suffix("").parts]
    return [[int(s) if i % 2 else s for i, s in enumerate(part)] for part in parts], str(path)
