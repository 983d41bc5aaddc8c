"""Draw on a page what was read there."""

import math
from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from PIL import Image

from inkdigits.arrays import Uint8Array
from inkdigits.reading._page import Box, ReadPage, around
from inkdigits.reading.annotation._label_places import LabelPlaces, overlap, place_labels
from inkdigits.reading.annotation._marks import (
    LABEL_WIDTH,
    Palette,
    draw_box,
    faint_on,
    palette_for,
    write_label,
)
from inkdigits.reading.annotation._upright import MarkedLine, mark_line, upright_box

# A small picture is enlarged until its digits are this high, for labels that can be read ...
_LEGIBLE = 28
# ... but no further than this.
_MOST_TIMES, _MOST_PIXELS = 4, 8_000_000


def annotate(picture: Uint8Array, page: ReadPage, min_confidence: float = 0.9) -> Uint8Array:
    """Draw on a page what was read there.

    A frame stands around each line and a box around each digit; what it was read as is written
    above, or where there is no room below. What is doubtful is dashed and has another colour. What
    is no digit has a faint dotted box. All stands upright for who reads the digits, even on a page
    that lies on its side.

    Args:
        picture: (H, W, 3) uint8 RGB or (H, W) uint8 grey, the page as shown.
        page: what was read.
        min_confidence: lines and digits below it are doubtful.

    Returns:
        (H, W, 3) uint8 RGB. Larger than the page where its digits are too small for labels that
        can be read, and with a margin where labels have no room inside.
    """
    turns = page.rotation // 90
    upright = np.rot90(picture, -turns)
    times = _enlargement(page)
    if times > 1:
        size = upright.shape[1] * times, upright.shape[0] * times
        upright = np.asarray(cv2.resize(upright, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    lines = [mark_line(line, page, times, min_confidence) for line in page.lines]
    rejected = [upright_box(ink.box, page, times) for ink in page.rejected]
    drawn = _draw(Image.fromarray(upright).convert("RGB"), lines, rejected, palette_for(upright))
    return np.ascontiguousarray(np.rot90(np.asarray(drawn), turns))


def _enlargement(page: ReadPage) -> int:
    across = 2 if page.rotation % 180 else 3  # which side of a box is the height of its digit
    heights = [digit.box[across] for line in page.lines for digit in line.digits]
    if not heights:
        return 1
    wanted = math.ceil(_LEGIBLE / max(median(heights), 1))
    affordable = math.isqrt(_MOST_PIXELS // (page.width * page.height))
    return max(1, min(wanted, affordable, _MOST_TIMES))


def _draw(
    page: Image.Image, lines: Sequence[MarkedLine], rejected: Sequence[Box], palette: Palette
) -> Image.Image:
    labels = _find_room(lines, rejected, page.size)
    frames = [_frame(line, places) for line, places in zip(lines, labels, strict=True)]
    image, (right, down) = _with_margins(page, [b for places in labels for b in places.boxes])

    def moved(box: Box) -> Box:
        return box[0] + right, box[1] + down, box[2], box[3]

    for box in map(moved, rejected):
        draw_box(image, box, faint_on(image, box), "dotted", 1 + min(page.size) // 1000)
    for line, frame in zip(lines, frames, strict=True):
        inside = _cut(moved(frame), image.size)
        draw_box(image, inside, *palette.of(line.doubtful), line.pen)
    for line, places in zip(lines, labels, strict=True):
        marks = zip(line.digits, line.labels, line.doubts, places.boxes, strict=True)
        for digit, text, doubt, label in marks:
            colour, stroke = palette.of(doubt)
            draw_box(image, moved(digit), colour, stroke, line.pen)
            write_label(image, text, moved(label), places.height, colour, palette.halo)
    return image


def _find_room(
    lines: Sequence[MarkedLine], rejected: Sequence[Box], size: tuple[int, int]
) -> list[LabelPlaces]:
    """Where the labels of each line go."""
    digits = [box for line in lines for box in line.digits]
    taken = digits + [box for box in rejected if not any(overlap(box, d) for d in digits)]
    found = []
    for line in lines:
        places = place_labels(line.digits, LABEL_WIDTH, taken, size)
        taken.extend(places.boxes)
        found.append(places)
    return found


def _frame(line: MarkedLine, places: LabelPlaces) -> Box:
    """Around a line's digits and their labels."""
    left, top, width, height = around([line.box, *line.digits, *places.boxes])
    gap = 3 * line.pen
    return left - gap, top - gap, width + 2 * gap, height + 2 * gap


def _with_margins(page: Image.Image, labels: Sequence[Box]) -> tuple[Image.Image, tuple[int, int]]:
    """The page with room for labels that lie outside, and how far it lies right and down."""
    left, top, width, height = around([(0, 0, *page.size), *labels])
    if (width, height) == page.size:
        return page, (0, 0)
    gap = 4  # between a label and the edge
    right, down = (gap - left if left else 0), (gap - top if top else 0)
    wide = max(page.width, left + width + gap * (left + width > page.width)) + right
    high = max(page.height, top + height + gap * (top + height > page.height)) + down
    image = Image.new("RGB", (wide, high), (225, 225, 225))
    image.paste(page, (right, down))
    return image, (right, down)


def _cut(box: Box, size: tuple[int, int]) -> Box:
    """The part of a box that lies in the picture."""
    left, top = max(box[0], 0), max(box[1], 0)
    right, bottom = min(box[0] + box[2], size[0]), min(box[1] + box[3], size[1])
    return left, top, right - left, bottom - top
