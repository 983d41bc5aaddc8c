"""Ten pictures of handwritten digits, drawn by `scripts/draw_examples.py`."""

from dataclasses import dataclass
from pathlib import Path

_FORMATS = {".jpg", ".png"}


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
