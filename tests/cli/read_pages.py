"""Pages as if they had been read, for tests of what is made of them."""

from pathlib import Path

import numpy as np

from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_page import SourcePage
from inkdigits.cli._read_sources import Source
from inkdigits.reading import ReadDigit, ReadLine, ReadPage
from inkdigits.reading.rules import DecodedDigit, ReadField


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
    return SourcePage(source, number, ReadPage(400, 300, "model", lines, ()), lambda: picture)


def form_page(path: str) -> SourcePage:
    """A form with a sure field, a doubtful one, a blank one, and one that cannot be read."""
    spare = np.full(10, 0.1, np.float32)
    digit = DecodedDigit(7, None, (20, 30, 20, 40), spare)
    fields = (
        ReadField("id", "7", 0.95, False, (10, 20, 200, 60), (digit,)),
        ReadField("date", "01.02.2026", 0.5, False, (10, 100, 200, 60), (), ("07.02.2026", 0.25)),
        ReadField("amount", None, 0.0, True, (10, 180, 90, 60)),
        ReadField("age", None, 0.0, False, (110, 180, 90, 60), reason="the ink is no number"),
    )
    page = source_page(path)
    return SourcePage(page.source, None, FormPage(400, 300, "model", fields), page.picture)
