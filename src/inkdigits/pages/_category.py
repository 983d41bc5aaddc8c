"""Kinds of pages, and the chances within each."""

from dataclasses import dataclass
from typing import Literal

from inkdigits.pages._paper import PaperKind


@dataclass(frozen=True)
class Category:
    """What the pages of a category have in common.

    Attributes:
        papers: one of these is written on.
        gaps: least and most white between neighbours, as shares of a digit's height; below 0 they
            overlap.
        camera: what takes the picture.
        clutter: whether there are words, signs, ticks and smudges around the numbers.
        sideways: whether the picture may lie on its side or upside down.
        lines: fewest and most numbers a page.
        digits: fewest and most digits a number.
        heights: smallest and largest digits, in pixels.
    """

    papers: tuple[PaperKind, ...] = ("plain",)
    gaps: tuple[float, float] = (0.15, 0.7)
    camera: Literal["scan", "phone"] = "scan"
    clutter: bool = False
    sideways: bool = False
    lines: tuple[int, int] = (1, 6)
    digits: tuple[int, int] = (4, 8)
    heights: tuple[float, float] = (22.0, 80.0)


CATEGORIES: dict[str, Category] = {
    "plain": Category(),
    "ruled": Category(papers=("ruled",)),
    "graph": Category(papers=("graph",)),
    "boxes": Category(papers=("boxes", "comb")),
    "photo": Category(papers=("plain", "ruled", "graph"), camera="phone"),
    "touching": Category(gaps=(-0.12, 0.03)),
    "clutter": Category(clutter=True),
    "sideways": Category(camera="phone", sideways=True, lines=(3, 6)),
    "any": Category(
        papers=("plain", "plain", "ruled", "graph", "boxes", "comb"),
        gaps=(-0.1, 0.8),
        camera="phone",
        clutter=True,
        digits=(1, 12),
        lines=(1, 8),
        heights=(16.0, 110.0),
    ),
}
"""By name. All but "any" have one difficulty each, to measure; "any" has them all, to train on."""
