"""From the lines on a page and the lines that were read to how well a reader does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkdigits.evaluation import wilson
from inkdigits.reading.rules import assign

_DRAWS = 2000  # of the bootstrap

Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the picture."""


@dataclass(frozen=True)
class Line:
    """A number and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True)
class Edits:
    """What makes one number of another: digits replaced, left out and put in between."""

    misread: int = 0
    missed: int = 0
    invented: int = 0

    def __add__(self, other: "Edits") -> "Edits":
        return Edits(
            self.misread + other.misread,
            self.missed + other.missed,
            self.invented + other.invented,
        )

    @property
    def total(self) -> int:
        """How many there are."""
        return self.misread + self.missed + self.invented


@dataclass(frozen=True)
class PageScore:
    """How a page was read.

    Attributes:
        lines: on the page.
        digits: on the page.
        exact: lines all of whose digits are right.
        edits: over all lines; a line that nothing was matched with is missed whole, and what was
            read where no line is, or is left over, is invented whole.
        upright: whether it was seen how the page lies; None if that was not asked.
    """

    lines: int
    digits: int
    exact: int
    edits: Edits
    upright: bool | None = None


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Summary:
    """How the pages of a category were read.

    Attributes:
        pages: how many.
        exact: share of the lines that are exact; Wilson's interval.
        error_rate: edits by the digits on the pages; this and what follows with the interval of a
            bootstrap over pages.
        missed: digits a page.
        invented: digits a page.
        upright: share of the pages of which it was seen how they lie; Wilson's interval; None if
            that was not asked.
    """

    pages: int
    exact: Estimate
    error_rate: Estimate
    missed: Estimate
    invented: Estimate
    upright: Estimate | None


def score_page(
    truth: Sequence[Line], found: Sequence[Line], upright: bool | None = None
) -> PageScore:
    """Compare what was read with what stands there; spaces do not count."""
    pairs = match(truth, found)
    edits, exact = Edits(), 0
    for line, number in zip(truth, pairs, strict=True):
        read = "" if number is None else _digits(found[number])
        edits += find_edits(_digits(line), read)
        exact += _digits(line) == read
    left_over = [_digits(found[number]) for number in set(range(len(found))) - set(pairs)]
    edits += Edits(invented=sum(map(len, left_over)))
    return PageScore(len(truth), sum(len(_digits(line)) for line in truth), exact, edits, upright)


def match(truth: Sequence[Line], found: Sequence[Line]) -> list[int | None]:
    """Find for each true line what was read there, by place alone, each reading once.

    Of all ways to pair them, the one whose boxes cover each other best: the sum of the shares that
    two boxes have in common of what both cover. A pair has something in common, or is none.
    """
    if not truth or not found:
        return [None] * len(truth)
    common = np.array([[_common(one.box, other.box) for other in found] for one in truth])
    return [
        int(number) if number >= 0 and common[row, number] > 0 else None
        for row, number in enumerate(assign(common))
    ]


def find_edits(truth: str, found: str) -> Edits:
    """The fewest edits from one number to the other (Levenshtein's distance).

    Of equally few, those that replace most: 12 read as 21 is two misread, not one missed and one
    invented.
    """
    row = [(put_in, 0, put_in) for put_in in range(len(found) + 1)]  # edits, missed, invented
    for left_out, wanted in enumerate(truth, 1):
        above, row = row, [(left_out, left_out, 0)]
        for column, got in enumerate(found, 1):
            edits, missed, invented = above[column - 1]
            kept = (edits + (wanted != got), missed, invented)
            edits, missed, invented = above[column]
            shorter = (edits + 1, missed + 1, invented)
            edits, missed, invented = row[-1]
            longer = (edits + 1, missed, invented + 1)
            row.append(min(kept, shorter, longer))
    edits, missed, invented = row[-1]
    return Edits(edits - missed - invented, missed, invented)


def summarise(pages: Sequence[PageScore]) -> Summary:
    """The figures of a category, from at least one page with at least one digit."""
    digits = np.array([page.digits for page in pages])
    upright = [page.upright for page in pages]
    return Summary(
        len(pages),
        _share(sum(page.exact for page in pages), sum(page.lines for page in pages)),
        _rate([page.edits.total for page in pages], digits),
        _rate([page.edits.missed for page in pages], np.ones(len(pages))),
        _rate([page.edits.invented for page in pages], np.ones(len(pages))),
        None if None in upright else _share(sum(map(bool, upright)), len(pages)),
    )


def _digits(line: Line) -> str:
    return line.text.replace(" ", "")


def _common(one: Box, other: Box) -> float:
    """The area that two boxes have in common, by the area that they cover."""
    sides = [
        min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis])
        for axis in (0, 1)
    ]
    if min(sides) <= 0:
        return 0.0
    common = sides[0] * sides[1]
    return common / (one[2] * one[3] + other[2] * other[3] - common)


def _share(part: int, whole: int) -> Estimate:
    return Estimate(part / whole, *wilson(part, whole))


def _rate(counts: Sequence[int], units: npt.NDArray[np.generic]) -> Estimate:
    """Sum of `counts` by sum of `units`, both page by page, and a bootstrap over the pages."""
    events, total = np.array(counts), int(np.sum(units))
    if not events.any():  # no draw has any; what might have been is as for a share of the units
        return Estimate(0.0, 0.0, wilson(0, total)[1])
    draws = np.random.default_rng(0).integers(0, len(events), (_DRAWS, len(events)))
    rates = events[draws].sum(axis=1) / units[draws].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return Estimate(float(events.sum() / total), float(low), float(high))
