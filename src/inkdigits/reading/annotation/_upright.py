"""A page's marks as they lie once it is turned upright and, if small, enlarged."""

from dataclasses import dataclass
from statistics import median

from inkdigits.reading._page import Box, ReadLine, ReadPage


@dataclass(frozen=True)
class MarkedLine:
    """A line as it is to be marked.

    Attributes:
        digits: box of each digit.
        labels: what is to be written at each.
        doubts: which digits are doubtful.
        doubtful: whether the line is.
        box: around its digits, or where it would stand.
    """

    digits: tuple[Box, ...]
    labels: tuple[str, ...]
    doubts: tuple[bool, ...]
    doubtful: bool
    box: Box

    @property
    def pen(self) -> int:
        """Width of the strokes to mark it with, in pixels; it goes with the digits' height."""
        height = median(box[3] for box in self.digits) if self.digits else self.box[3]
        return max(1, round(height / 32))


def mark_line(line: ReadLine, page: ReadPage, times: int, min_confidence: float) -> MarkedLine:
    """What to mark of a line, in pixels of the upright page enlarged `times`."""
    return MarkedLine(
        tuple(upright_box(digit.box, page, times) for digit in line.digits),
        tuple(str(digit.digit) for digit in line.digits),
        tuple(digit.confidence < min_confidence for digit in line.digits),
        line.confidence < min_confidence,
        upright_box(line.box, page, times),
    )


def upright_box(box: Box, page: ReadPage, times: int = 1) -> Box:
    """Where a box of the page as shown lies once the page is turned upright and enlarged."""
    left, top, width, height = box
    right, bottom = page.width - left - width, page.height - top - height
    turned: dict[int, Box] = {
        0: box,
        90: (bottom, left, height, width),
        180: (right, bottom, width, height),
        270: (top, right, height, width),
    }
    left, top, width, height = turned[page.rotation]
    return left * times, top * times, width * times, height * times
