"""Pages as if they had been read, for tests of what is made of them."""

from pathlib import Path

import numpy as np

from inkdigits.cli._read_outputs import SourcePage
from inkdigits.cli._read_sources import Source
from inkdigits.reading import ReadDigit, ReadLine, ReadPage


def read_line(
    text: str, confidence: float, top: int, runner_up: tuple[str, float] | None = None
) -> ReadLine:
    """A line of digits that are 20 pixels wide, 30 apart."""
    spare = np.full(10, 0.1, np.float32)
    digits = tuple(
        ReadDigit(int(sign), confidence, (10 + 30 * i, top, 20, 40), spare)
        for i, sign in enumerate(text)
        if sign.isdigit()
    )
    return ReadLine(text, confidence, (10, top, 30 * len(text) - 10, 40), digits, runner_up)


def source_page(path: str, *lines: ReadLine, number: int | None = None) -> SourcePage:
    """A grey page, 400 wide and 300 high."""
    source = Source(Path(path), Path(path).with_suffix(""))
    picture = np.full((300, 400), 200, np.uint8)
    return SourcePage(source, number, picture, ReadPage(400, 300, "model", lines, ()))
