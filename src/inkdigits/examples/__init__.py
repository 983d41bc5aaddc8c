"""Ten pictures of handwritten digits, and pages of numbers.

Drawn by `scripts/draw_examples.py` and `scripts/make_example_pages.py`.
"""

from dataclasses import dataclass
from pathlib import Path

_FORMATS = {".jpg", ".png"}
_NUMBERS = {
    "form.jpg": ("05221859", "40731268", "99027314"),
    "notebook.jpg": ("89153", "2026", "40317", "0815"),
    "sideways.jpg": ("7302", "16849", "5520"),
}


@dataclass(frozen=True)
class Example:
    """A picture of one digit that comes with the package.

    Attributes:
        path: a PNG or JPEG file; its name starts with the digit.
        digit: what is written on it.
    """

    path: Path
    digit: int


def example_images() -> tuple[Example, ...]:
    """The pictures that come with the package, one of each digit, 0 to 9."""
    files = sorted(p for p in Path(__file__).parent.iterdir() if p.suffix in _FORMATS)
    return tuple(Example(path, int(path.name[0])) for path in files)


@dataclass(frozen=True)
class ExamplePage:
    """A page of numbers that comes with the package.

    Attributes:
        path: a JPEG file.
        numbers: what is written on it, from top to bottom.
    """

    path: Path
    numbers: tuple[str, ...]


def example_pages() -> tuple[ExamplePage, ...]:
    """The pages that come with the package: a form, a notebook, a photo lying on its side."""
    folder = Path(__file__).parent / "pages"
    return tuple(ExamplePage(folder / name, numbers) for name, numbers in _NUMBERS.items())
