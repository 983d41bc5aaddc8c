"""Make a page: digits on lines, on paper, with a pen, taken by a camera."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.data import Dataset
from inkdigits.pages._camera import develop
from inkdigits.pages._category import CATEGORIES, Category
from inkdigits.pages._clutter import Clutter, around
from inkdigits.pages._digit_ink import outline
from inkdigits.pages._grain import absorb
from inkdigits.pages._layout import BOX, Layout
from inkdigits.pages._paper import bare_paper, print_boxes, print_lines
from inkdigits.pages._pen import lay_ink
from inkdigits.pages._plan import Plan, draw_plan
from inkdigits.pages._sheet import fold, lay_on_table, light_on_dark, show_through, table_mask
from inkdigits.pages._truth import MadeDigit, MadeLine, MadePage, warped_box
from inkdigits.pages._view import View


@dataclass(frozen=True, eq=False)
class _Written:
    """What the pen wrote, as (H, W) maps of a sheet.

    Attributes:
        digits: float32, the share of each pixel that a digit covers.
        owners: uint8, which digit, from 1; 0 for none.
        others: float32, the share that anything else covers.
    """

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
    plan = draw_plan(digits, kind, numbers, rng)
    written = _write(plan.layout, plan.view.size)
    paper = _paint(plan, kind, written, rng)
    view = plan.view
    seen = cv2.warpPerspective(
        paper, view.matrix, view.window[::-1], flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    picture = develop(np.asarray(seen, np.float32), plan.shot, rng)
    ink, owners = _maps(written, view)
    lines = _truth(plan.layout, view)
    return MadePage(
        _turned(picture, view), lines, category, seed, view.quarter, ink, owners
    )  # fmt: skip


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
            np.maximum(others[item.where], item.ink, out=others[item.where])
    return _Written(cover, owners, others)


def _paint(plan: Plan, kind: Category, written: _Written, rng: np.random.Generator) -> FloatArray:
    """The sheet as it lies there, in even light: (H, W, 3) float32, 0 to 1."""
    paper = bare_paper(*plan.view.size, rng, kind.varied and not plan.dark)
    _print(paper, plan, kind.varied, rng)
    if kind.words:
        _litter(paper, written, plan, kind, rng)
    if plan.back:
        show_through(paper, plan.height * rng.uniform(0.6, 1.2), rng)
    lay_ink(paper, np.maximum(written.digits, written.others), plan.pen, plan.height, rng)
    if plan.folded:
        fold(paper, rng)
    if plan.sheet:
        lay_on_table(paper, plan.sheet, rng)
    return light_on_dark(paper, rng) if plan.dark else paper


def _print(paper: FloatArray, plan: Plan, varied: bool, rng: np.random.Generator) -> None:
    layout, ruling, squared = plan.layout, plan.ruling, plan.paper == "graph"
    if plan.paper in ("ruled", "graph"):
        left, first, margin = float(layout.bounds[0]), layout.baselines[0], 0.0
        if varied and rng.random() < 0.33:  # not everybody keeps to the lines
            first += ruling.pitch * rng.uniform(0, 1)
        if varied and not squared and rng.random() < 0.3:
            margin = left - rng.uniform(-0.3, 1.5) * plan.height
        print_lines(paper, ruling, (left, first), squared, margin)
    elif plan.paper in ("boxes", "comb"):
        rows = [
            (*corner, len(line)) for corner, line in zip(layout.corners, layout.lines, strict=True)
        ]
        print_boxes(paper, ruling, rows, BOX * plan.height, plan.paper == "comb")


def _litter(
    paper: FloatArray, written: _Written, plan: Plan, kind: Category, rng: np.random.Generator
) -> None:
    """Print the words that belong to the numbers, and put more around."""
    assert kind.words is not None
    taken = around(np.maximum(written.digits, written.others), plan.height)
    for item in plan.layout.beside:
        if item.in_print:
            cover = item.ink * np.float32(rng.uniform(0.6, 0.95))
            absorb(paper[item.where], cover, (0.0, 0.0, 0.0))
            taken[item.where] = 1
    if plan.sheet:
        taken |= table_mask(plan.view.size, plan.sheet)
    clutter = Clutter(paper, written.others, taken, plan.height, plan.pen, kind.words)
    clutter.scatter(rng, kind.varied)


def _maps(written: _Written, view: View) -> tuple[Uint8Array, Uint8Array]:
    """Whose ink is where in the picture."""
    size = view.window[::-1]
    levels = np.rint(written.digits * 255).astype(np.uint8)
    ink = cv2.warpPerspective(levels, view.matrix, size)
    owners = cv2.warpPerspective(written.owners, view.matrix, size, flags=cv2.INTER_NEAREST)
    return _turned(np.asarray(ink, np.uint8), view), _turned(np.asarray(owners, np.uint8), view)


def _turned(picture: Uint8Array, view: View) -> Uint8Array:
    return np.ascontiguousarray(np.rot90(picture, view.quarter))


def _truth(layout: Layout, view: View) -> tuple[MadeLine, ...]:
    lines = []
    for line in layout.lines:
        made = []
        for placed in line:
            points = outline(placed.digit.ink) + np.array([placed.left, placed.top])
            made.append(MadeDigit(placed.digit.label, warped_box(points, view.turned)))
        lines.append(MadeLine(tuple(made)))
    return tuple(lines)
