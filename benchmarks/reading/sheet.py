"""The contact sheet: the worst pages, and what was read beside what stands there."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from journal import PageRecord
from matplotlib.axes import Axes
from readers import draw_page
from scores import find_edits, match

from inkdigits.arrays import Uint8Array
from inkdigits.evaluation.pictures import _style

_PAGES, _OF_CATEGORY, _COLUMNS = 12, 2, 2
_SIDE = 420  # pixels of a picture's longer side
_ROWS = 14  # of text beside a picture
_LEVELS = 40  # of grey; noise in all of them would make a file of megabytes


def draw_worst(records: Sequence[tuple[str, PageRecord]], target: Path) -> None:
    """Draw the pages with most errors, two of a category at most; none if all are right."""
    worst = choose_worst(records)
    if not worst:
        target.unlink(missing_ok=True)
        return
    rows = -(-len(worst) // _COLUMNS)
    with _style.drawing(target, height=2.15 * rows, width=8.4) as figure:
        grid = figure.subplots(rows, 2 * _COLUMNS, squeeze=False, width_ratios=[1, 0.8] * _COLUMNS)
        cells = grid.reshape(-1, 2)
        for pair in cells:
            for axes in pair:
                _style.hide_frame(axes)
        for (picture, text), (category, record) in zip(cells, worst, strict=False):
            page = draw_page(category, record.seed)
            picture.set_anchor("NW")
            picture.imshow(_small(np.rot90(page.picture, -page.quarter)), cmap="gray")
            edits = record.score().edits
            picture.set_title(f"{category} {record.seed}: {edits.total} wrong", fontsize=9, pad=3)
            _write(text, comparison(record))


def choose_worst(records: Sequence[tuple[str, PageRecord]]) -> list[tuple[str, PageRecord]]:
    wrong = [(one[1].score().edits.total, one) for one in records]
    chosen: list[tuple[str, PageRecord]] = []
    taken: Counter[str] = Counter()
    for total, one in sorted(wrong, key=lambda pair: -pair[0]):
        if total and taken[one[0]] < _OF_CATEGORY and len(chosen) < _PAGES:
            taken[one[0]] += 1
            chosen.append(one)
    return chosen


def comparison(record: PageRecord) -> list[tuple[str, str, bool]]:
    """Line by line: what stands there, what was read, and whether that is the same."""
    pairs = match(record.truth, record.found)
    rows = []
    for line, number in zip(record.truth, pairs, strict=True):
        read = "" if number is None else record.found[number].text
        right = find_edits(line.text, read.replace(" ", "")).total == 0
        rows.append((line.text, read or "nothing", right))
    left_over = [line for number, line in enumerate(record.found) if number not in pairs]
    return rows + [("no number", line.text, False) for line in left_over]


def _small(picture: Uint8Array) -> Uint8Array:
    gray = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _SIDE / max(gray.shape))
    size = [round(side * scale) for side in gray.shape[::-1]]
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    return np.asarray(np.rint(small * ((_LEVELS - 1) / 255)) * (255 / (_LEVELS - 1)), np.uint8)


def _write(axes: Axes, rows: list[tuple[str, str, bool]]) -> None:
    if len(rows) > _ROWS:
        rows = [*rows[: _ROWS - 1], ("", f"and {len(rows) - _ROWS + 1} more", False)]
    step = min(0.115, 0.95 / (len(rows) + 1))
    for number, (truth, read, right) in enumerate([("true", "read", True), *rows]):
        place = 0.99 - step * number
        color = _style.MUTED if number == 0 else _style.TEXT
        style = {"fontsize": 8, "va": "top", "transform": axes.transAxes}
        if number:
            style["family"] = "DejaVu Sans Mono"
        axes.text(0.0, place, truth, color=color, **style)
        axes.text(
            0.5,
            place,
            read if len(read) <= 16 else f"{read[:15]}…",
            color=color if right else _style.ORANGE,
            **style,
        )
