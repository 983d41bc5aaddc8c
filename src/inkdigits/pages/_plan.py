"""What a page is going to be: all that is drawn by chance before anything is painted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inkdigits.data import Dataset
from inkdigits.pages._camera import Shot, draw_any_shot, draw_photo, draw_scan
from inkdigits.pages._category import Category
from inkdigits.pages._hand import Hand, draw_hand
from inkdigits.pages._layout import Layout, lay_out
from inkdigits.pages._numbers import draw_height, draw_numbers
from inkdigits.pages._paper import PaperKind, Ruling, draw_ruling
from inkdigits.pages._pen import Pen, draw_pen
from inkdigits.pages._sheet import Rectangle
from inkdigits.pages._view import View, frame

# Chances on varied pages.
_SECOND_HAND, _HABITS = 0.25, 0.33
_TABLE, _FOLD, _BACK, _DARK, _AMPLE = 0.22, 0.2, 0.15, 0.12, 0.2

_WIDEST = 400  # what an ample margin comes to, in pixels


@dataclass(frozen=True, eq=False)
class Plan:
    """A page before it is painted.

    Attributes:
        height: of the digits of the first hand, in pixels.
        pen: what is written with.
        paper: what is written on.
        ruling: its print.
        layout: what stands where on the sheet.
        shot: how it is taken.
        view: what of it is seen.
        sheet: where the sheet ends, if it lies on a table.
        dark: whether it is chalk on a board or a screen that is light on dark.
        folded: whether there are folds.
        back: whether writing shows through from the back.
    """

    height: float
    pen: Pen
    paper: PaperKind
    ruling: Ruling
    layout: Layout
    shot: Shot
    view: View
    sheet: Rectangle | None
    dark: bool
    folded: bool
    back: bool


def draw_plan(
    digits: Dataset, kind: Category, numbers: Sequence[str] | None, rng: np.random.Generator
) -> Plan:
    """Plan a page.

    Args:
        digits: labelled, whose shapes are used.
        kind: of page.
        numbers: what to write, a line each; None draws numbers.
        rng: where the chances come from.
    """
    height = draw_height(kind, rng)
    texts = draw_numbers(kind, height, rng) if numbers is None else numbers
    pen = draw_pen(rng, kind.varied)
    hands = _draw_hands(digits, kind, height, pen, rng)
    paper = kind.papers[rng.integers(len(kind.papers))]
    ruling = draw_ruling(paper, height, rng)
    layout = lay_out(texts, kind, paper, ruling, hands, rng)
    shot = _draw_shot(kind, height, rng)
    dark, table, folded, back, ample = (
        kind.varied and bool(rng.random() < chance)
        for chance in (_DARK, _TABLE, _FOLD, _BACK, _AMPLE)
    )
    if dark:  # screens shine, and on a dark board there is nothing to be seen in the dark
        shot = replace(shot, light=max(shot.light, 0.75))
    table, folded, back = (chosen and not dark for chosen in (table, folded, back))
    margins = rng.uniform(0.6, 3.0, 4) * height
    if table or ample:
        margins = np.maximum(margins, np.minimum(margins * rng.uniform(1, 4), _WIDEST))
    view = frame(layout.bounds, margins, shot, rng)
    layout = layout.moved(*view.moved)
    sheet = _draw_sheet(layout, height, rng) if table else None
    return Plan(height, pen, paper, ruling, layout, shot, view, sheet, dark, folded, back)


def _draw_hands(
    digits: Dataset, kind: Category, height: float, pen: Pen, rng: np.random.Generator
) -> list[Hand]:
    habits = _HABITS if kind.varied else 0.0
    hands = [draw_hand(digits, height, pen.width, rng, habits)]
    if kind.varied and rng.random() < _SECOND_HAND:
        other = float(np.clip(height * np.exp(rng.uniform(-0.6, 0.6)), *kind.heights))
        hands.append(draw_hand(digits, other, pen.width, rng, habits))
    return hands


def _draw_shot(kind: Category, height: float, rng: np.random.Generator) -> Shot:
    if kind.varied:
        return draw_any_shot(height, rng)
    shot = draw_photo(rng) if kind.camera == "phone" else draw_scan(rng)
    return replace(shot, quarter=int(rng.integers(4))) if kind.sideways else shot


def _draw_sheet(layout: Layout, height: float, rng: np.random.Generator) -> Rectangle:
    """Where a sheet on a table ends; some of its sides are out of the picture."""
    left, top, right, bottom = layout.bounds
    away = np.where(rng.random(4) < 0.35, 1e5, rng.uniform(0.35, 2.5, 4) * height).astype(int)
    return (
        int(left - away[0]), int(top - away[1]), int(right + away[2]), int(bottom + away[3])
    )  # fmt: skip
