from collections.abc import Iterator
from pathlib import Path

import cv2

from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.files import atomic_path, write_json
from inkdigits.pages._category import CATEGORIES
from inkdigits.pages._make import make_page


def write_pages(
    digits: Dataset, out: Path, category: str, count: int, seed: int = 0
) -> Iterator[Path]:
    """Make pages, one by one, and write each with its truth.

    Args:
        digits: labelled, whose shapes are used.
        out: folder; "<category>-<seed>.png" and, with what stands on it, a ".json" come to lie
            there.
        category: a name of CATEGORIES.
        count: how many.
        seed: of the first; each next one has the next.

    Yields:
        Path of each picture as it is written.

    Raises:
        InputError: no such category, no page wanted, a seed below 0, no folder, or the digits have
            no labels.
    """
    if category not in CATEGORIES:
        raise InputError(f"got category {category!r}, wanted one of: {', '.join(CATEGORIES)}")
    if digits.labels is None:
        raise InputError(
            f"{digits.name} has no labels, and pages need digits whose labels are known"
        )
    if count < 1:
        raise InputError(f"got a count of {count} pages, wanted 1 or more")
    if seed < 0:
        raise InputError(f"got seed {seed}, wanted 0 or more")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InputError(
            f"cannot make the folder {out} to write pages to: {problem.strerror}"
        ) from problem
    for number in range(seed, seed + count):
        page = make_page(digits, category, number)
        path = out / f"{category}-{number:05}.png"
        with atomic_path(path) as temporary:
            _, code = cv2.imencode(".png", page.picture[..., ::-1])
            temporary.write_bytes(code.tobytes())
        write_json(path.with_suffix(".json"), {"file": path.name} | page.to_json())
        yield path
