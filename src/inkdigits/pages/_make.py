"""Make a page: digits on lines, on paper, with a pen, taken by a camera."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.data import Dataset
from inkdigits.pages._camera import Shot, draw_photo, draw_scan, take
from inkdigits.pages._category import CATEGORIES, Category
from inkdigits.pages._clutter import scatter
from inkdigits.pages._digit_ink import outline
from inkdigits.pages._hand import Hand, draw_hand
from inkdigits.pages._line import Placed
from inkdigits.pages._paper import (
    PaperKind,
    Ruling,
    bare_paper,
    draw_ruling,
    print_boxes,
    print_lines,
)
from inkdigits.pages._pen import draw_pen, lay_ink
from inkdigits.pages._truth import MadeDigit, MadeLine, MadePage, warped_box

_BOX = 1.45  # height of a form's box, in heights of a digit


@dataclass(frozen=True, eq=False)
class _Layout:
    """Where everything goes on a sheet, in pixels.

    Attributes:
        size: height and width of the sheet.
        lines: the digits of each number, placed from the sheet's corner.
        corners: left and top of each number, or of its first box.
        baselines: on which each number stands.
    """

    size: tuple[int, int]
    lines: list[list[Placed]]
    corners: list[tuple[int, int]]
    baselines: list[float]


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
    texts = _draw_numbers(kind, rng) if numbers is None else list(numbers)
    pen = draw_pen(rng)
    hand = draw_hand(digits, kind.heights, pen.width, rng)
    paper_kind = kind.papers[rng.integers(len(kind.papers))]
    ruling = draw_ruling(paper_kind, hand.height, rng)
    layout = _lay_out(texts, kind, paper_kind, ruling, hand, rng)
    paper = bare_paper(*layout.size, rng)
    _print(paper, paper_kind, ruling, layout, hand.height)
    cover, owners = _cover(layout)
    if kind.clutter:
        scatter(paper, cover, hand.height, pen, rng)
    lay_ink(paper, cover, pen, rng)
    shot = draw_photo(rng) if kind.camera == "phone" else draw_scan(rng)
    if kind.sideways:
        shot = replace(shot, quarter=int(rng.integers(4)))
    return _taken(paper, layout, (cover, owners), shot, category, seed, rng)


def _draw_numbers(kind: Category, rng: np.random.Generator) -> list[str]:
    lines = rng.integers(kind.lines[0], kind.lines[1] + 1)
    lengths = rng.integers(kind.digits[0], kind.digits[1] + 1, lines)
    return ["".join(map(str, rng.integers(0, 10, length))) for length in lengths]


def _lay_out(
    texts: list[str], kind: Category, paper: PaperKind, ruling: Ruling, hand: Hand,
    rng: np.random.Generator,
) -> _Layout:  # fmt: skip
    height = hand.height
    boxed = paper in ("boxes", "comb")
    margins = rng.uniform(0.6, 3.0, 4) * height  # left, top, right, bottom
    step = height * rng.uniform(1.7, 2.8)
    if paper == "ruled":
        step = ruling.pitch * np.ceil(1.5 * height / ruling.pitch)
    lines, corners, baselines = [], [], []
    baseline = margins[1] + 1.4 * height
    for text in texts:
        left = margins[0] + rng.uniform(0, 0.8) * height
        if boxed:
            line = hand.boxed(text, ruling.pitch, _BOX * height, rng)
            top = baseline - _BOX * height
        else:
            line = hand.line(text, kind.gaps, rng)
            top = baseline - max(placed.top + len(placed.digit.ink) for placed in line)
        lines.append([replace(p, left=p.left + round(left), top=p.top + round(top)) for p in line])
        corners.append((round(left), round(top)))
        baselines.append(baseline)
        baseline += step
    right = max(p.left + p.digit.ink.shape[1] for line in lines for p in line)
    size = round(baselines[-1] + 0.5 * height + margins[3]), round(right + margins[2])
    return _Layout(size, lines, corners, baselines)


def _print(
    paper: FloatArray, kind: PaperKind, ruling: Ruling, layout: _Layout, height: float
) -> None:
    if kind in ("ruled", "graph"):
        print_lines(paper, ruling, layout.baselines, squared=kind == "graph")
    elif kind in ("boxes", "comb"):
        for corner, line in zip(layout.corners, layout.lines, strict=True):
            size = (ruling.pitch, _BOX * height)
            print_boxes(paper, ruling, corner, size, len(line), kind == "comb")


def _cover(layout: _Layout) -> tuple[FloatArray, Uint8Array]:
    """(H, W): the share of each pixel that the pen goes over, and in which digit, from 1."""
    cover = np.zeros(layout.size, np.float32)
    owners = np.zeros(layout.size, np.uint8)
    for number, placed in enumerate(chain.from_iterable(layout.lines), 1):
        ink = placed.digit.ink
        top, left = max(placed.top, 0), max(placed.left, 0)
        ink = ink[top - placed.top :, left - placed.left :]
        where = np.s_[top : top + ink.shape[0], left : left + ink.shape[1]]
        ink = ink[: cover[where].shape[0], : cover[where].shape[1]]
        owners[where][ink > cover[where]] = number
        np.maximum(cover[where], ink, out=cover[where])
    return cover, owners


def _taken(
    paper: FloatArray, layout: _Layout, written: tuple[FloatArray, Uint8Array], shot: Shot,
    category: str, seed: int, rng: np.random.Generator,
) -> MadePage:  # fmt: skip
    picture, matrix = take(paper, shot, rng)
    size = picture.shape[1::-1]
    ink = cv2.warpPerspective(np.rint(written[0] * 255).astype(np.uint8), matrix, size)
    owners = cv2.warpPerspective(written[1], matrix, size, flags=cv2.INTER_NEAREST)
    lines = []
    for line in layout.lines:
        made = []
        for placed in line:
            points = outline(placed.digit.ink) + np.array([placed.left, placed.top])
            made.append(MadeDigit(placed.digit.label, warped_box(points, matrix)))
        lines.append(MadeLine(tuple(made)))
    maps = np.asarray(ink, np.uint8), np.asarray(owners, np.uint8)
    return MadePage(picture, tuple(lines), category, seed, shot.quarter, *maps)
