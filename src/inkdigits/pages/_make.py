"""Make a page: digits on lines, on paper, with a pen, taken by a camera."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.data import Dataset
from inkdigits.pages._camera import Shot, develop, draw_any_shot, draw_photo, draw_scan
from inkdigits.pages._category import CATEGORIES, Category
from inkdigits.pages._clutter import Clutter, around
from inkdigits.pages._digit_ink import outline
from inkdigits.pages._grain import absorb
from inkdigits.pages._hand import Hand, draw_hand
from inkdigits.pages._layout import BOX, Layout, lay_out
from inkdigits.pages._numbers import draw_height, draw_numbers
from inkdigits.pages._paper import (
    PaperKind,
    Ruling,
    bare_paper,
    draw_ruling,
    print_boxes,
    print_lines,
)
from inkdigits.pages._pen import Pen, draw_pen, lay_ink
from inkdigits.pages._sheet import (
    Rectangle,
    fold,
    lay_on_table,
    light_on_dark,
    show_through,
    table_mask,
)
from inkdigits.pages._truth import MadeDigit, MadeLine, MadePage, warped_box
from inkdigits.pages._view import View, frame

_SECOND_HAND, _HABITS = 0.25, 0.33  # chances on varied pages
_TABLE, _FOLD, _BACK, _DARK = 0.22, 0.2, 0.15, 0.12


@dataclass(frozen=True, eq=False)
class _Written:
    """(H, W) maps of a sheet: digits' ink, float32; whose it is, from 1; other ink, float32."""

    digits: FloatArray
    owners: Uint8Array
    others: FloatArray


def make_page(
    digits: Dataset, category: str, seed: int, numbers: Sequence[str] | None = None
) -> MadePage:
    """Make a page with known numbers on it.

    Args:
        digits: labelled, whose shapes are used.
        category: a name of CATEGORIES.
        seed: the same one makes the same page.
        numbers: what to write, a line each; None draws numbers.
    """
    rng = np.random.default_rng([zlib.crc32(category.encode()), seed])
    kind = CATEGORIES[category]
    height = draw_height(kind, rng)
    texts = draw_numbers(kind, height, rng) if numbers is None else list(numbers)
    pen = draw_pen(rng, kind.varied)
    hands = _draw_hands(digits, kind, height, pen, rng)
    paper_kind = kind.papers[rng.integers(len(kind.papers))]
    ruling = draw_ruling(paper_kind, height, rng)
    layout = lay_out(texts, kind, paper_kind, ruling, hands, rng)
    shot = _draw_shot(kind, height, rng)
    dark = kind.varied and rng.random() < _DARK
    table = kind.varied and not dark and rng.random() < _TABLE
    margins = rng.uniform(0.6, 3.0, 4) * height
    if table or (kind.varied and rng.random() < 0.2):
        margins = np.minimum(margins * rng.uniform(1, 3), 400)
    view = frame(layout.bounds, (*margins,), shot, rng)
    sheet = _draw_sheet(layout, height, rng) if table else None
    layout = layout.moved(*view.moved)
    if sheet:
        right, down = view.moved
        sheet = (sheet[0] + right, sheet[1] + down, sheet[2] + right, sheet[3] + down)
    paper = bare_paper(*view.size, rng, kind.varied and not dark)
    _print(paper, paper_kind, ruling, layout, height)
    written = _write(layout, view.size)
    _litter(paper, written, layout, kind, pen, height, sheet, rng)
    if kind.varied and not dark and rng.random() < _BACK:
        show_through(paper, height * rng.uniform(0.6, 1.2), rng)
    lay_ink(paper, np.maximum(written.digits, written.others), pen, height, rng)
    if kind.varied and not dark and rng.random() < _FOLD:
        fold(paper, rng)
    if sheet:
        lay_on_table(paper, sheet, rng)
    if dark:
        paper = light_on_dark(paper, rng)
    return _taken(paper, layout, written, shot, view, category, seed, rng)


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
    return left - away[0], top - away[1], right + away[2], bottom + away[3]


def _print(
    paper: FloatArray, kind: PaperKind, ruling: Ruling, layout: Layout, height: float
) -> None:
    if kind in ("ruled", "graph"):
        print_lines(paper, ruling, layout.baselines, squared=kind == "graph")
    elif kind in ("boxes", "comb"):
        rows = [
            (*corner, len(line)) for corner, line in zip(layout.corners, layout.lines, strict=True)
        ]
        print_boxes(paper, ruling, rows, BOX * height, kind == "comb")


def _write(layout: Layout, size: tuple[int, int]) -> _Written:
    cover = np.zeros(size, np.float32)
    owners = np.zeros(size, np.uint8)
    others = np.zeros(size, np.float32)
    for number, placed in enumerate(chain.from_iterable(layout.lines), 1):
        ink = placed.digit.ink
        where = np.s_[placed.top : placed.top + len(ink), placed.left : placed.left + ink.shape[1]]
        owners[where][ink > cover[where]] = number
        np.maximum(cover[where], ink, out=cover[where])
    for item in layout.beside:
        if not item.in_print:
            where = np.s_[item.top : item.top + len(item.ink)]
            part = others[where][:, item.left : item.left + item.ink.shape[1]]
            np.maximum(part, item.ink, out=part)
    return _Written(cover, owners, others)


def _litter(
    paper: FloatArray, written: _Written, layout: Layout, kind: Category, pen: Pen, height: float,
    sheet: Rectangle | None, rng: np.random.Generator,
) -> None:  # fmt: skip
    """Print the words that belong to the numbers, and put more around."""
    if kind.words is None:
        return
    taken = around(np.maximum(written.digits, written.others), height)
    for item in layout.beside:
        if item.in_print:
            where = np.s_[item.top : item.top + len(item.ink)]
            columns = np.s_[:, item.left : item.left + item.ink.shape[1]]
            absorb(paper[where][columns], item.ink * np.float32(rng.uniform(0.6, 0.95)), (0, 0, 0))
            taken[where][columns] = 1
    if sheet:
        taken |= table_mask((taken.shape[0], taken.shape[1]), sheet)
    clutter = Clutter(paper, written.others, taken, height, pen, kind.words)
    clutter.scatter(rng, kind.varied)


def _taken(
    paper: FloatArray, layout: Layout, written: _Written, shot: Shot, view: View, category: str,
    seed: int, rng: np.random.Generator,
) -> MadePage:  # fmt: skip
    size = view.window[::-1]
    seen = cv2.warpPerspective(
        paper, view.matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    picture = develop(np.asarray(seen, np.float32), shot, rng)
    ink = cv2.warpPerspective(np.rint(written.digits * 255).astype(np.uint8), view.matrix, size)
    owners = cv2.warpPerspective(written.owners, view.matrix, size, flags=cv2.INTER_NEAREST)
    lines = []
    for line in layout.lines:
        made = []
        for placed in line:
            points = outline(placed.digit.ink) + np.array([placed.left, placed.top])
            made.append(MadeDigit(placed.digit.label, warped_box(points, view.turned)))
        lines.append(MadeLine(tuple(made)))
    turned = [np.ascontiguousarray(np.rot90(a, view.quarter)) for a in (picture, ink, owners)]
    maps = (np.asarray(a, np.uint8) for a in turned)
    picture, ink_map, owner_map = maps
    return MadePage(picture, tuple(lines), category, seed, shot.quarter, ink_map, owner_map)
