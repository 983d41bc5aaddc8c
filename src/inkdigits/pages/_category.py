"""Kinds of pages, and the chances within each."""

from dataclasses import dataclass, replace
from typing import Literal

from inkdigits.pages._paper import PaperKind
from inkdigits.pages._typefaces import Print


@dataclass(frozen=True)
class Category:
    """What the pages of a category have in common.

    Sizes are in pixels, for that is what reading depends on. Written digits are 3 to 9 mm high, so
    that a picture of r dpi has them 0.12 r to 0.35 r pixels high: 9 to 27 at 75 dpi, 18 to 53 at
    150 dpi, 35 to 106 at 300 dpi. To measure by, they are 22 pixels (5.6 mm at 100 dpi) to 80
    (6.8 mm at 300 dpi); to train on, 14 (4.7 mm at 75 dpi) up to a digit that fills a card.

    Attributes:
        papers: one of these is written on.
        gaps: least and most white between neighbours, as shares of a digit's height; below 0 they
            overlap.
        camera: what takes the picture.
        words: whose typefaces the words and signs around the numbers are in; None puts no words,
            signs, ticks nor smudges there.
        sideways: whether the picture may lie on its side or upside down.
        lines: fewest and most numbers a page.
        digits: fewest and most digits a number.
        heights: smallest and largest digits, in pixels.
        varied: whether there is more of everything, as in life: sheets on tables, folds, show-
            through, boards, odd pens, two hands on one page, lines close above each other.
    """

    papers: tuple[PaperKind, ...] = ("plain",)
    gaps: tuple[float, float] = (0.15, 0.7)
    camera: Literal["scan", "phone"] = "scan"
    words: Print | None = None
    sideways: bool = False
    lines: tuple[int, int] = (1, 6)
    digits: tuple[int, int] = (4, 8)
    heights: tuple[float, float] = (22.0, 80.0)
    varied: bool = False


_ANY = Category(
    papers=("plain", "plain", "plain", "ruled", "ruled", "graph", "boxes", "comb"),
    gaps=(-0.1, 1.1),
    camera="phone",
    words="train",
    sideways=True,
    digits=(1, 12),
    lines=(1, 8),
    heights=(14.0, 200.0),
    varied=True,
)

CATEGORIES: dict[str, Category] = {
    "plain": Category(),
    "ruled": Category(papers=("ruled",)),
    "graph": Category(papers=("graph",)),
    "boxes": Category(papers=("boxes", "comb")),
    "photo": Category(papers=("plain", "ruled", "graph"), camera="phone"),
    "touching": Category(gaps=(-0.12, 0.03)),
    "clutter": Category(words="test"),
    "sideways": Category(camera="phone", sideways=True, lines=(3, 6)),
    "ids": Category(
        papers=("plain", "ruled", "graph"), camera="phone", lines=(1, 3), digits=(8, 8)
    ),
    "any": _ANY,
    "rows": replace(_ANY, words="more", sideways=False, lines=(3, 8), heights=(16.0, 44.0)),
}
"""By name. All but the last two have one difficulty each, to measure; "any" has them all, to train
on; so has "rows", with more and smaller lines on most pages, and words in more typefaces where
they are installed: the one category in which a seed's page depends on what is."""
