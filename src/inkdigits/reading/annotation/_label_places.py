"""Where to write what was read, so that no writing is covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from inkdigits.reading._page import Box, around

# What to try in turn: a label's height, as a share of the line's usual digit, and whether above.
_TRIES = (
    *((0.5, True), (0.38, True), (0.5, False), (0.38, False)),
    *((0.28, True), (0.28, False), (0.2, True), (0.2, False)),
)
# Between a digit's box and its label, as a share of the label's height.
_GAP = 0.45


@dataclass(frozen=True)
class LabelPlaces:
    """Where the labels of a line stand.

    Attributes:
        height: of the labels, in pixels.
        boxes: of each label; one that lies outside the picture asks for a larger picture.
    """

    height: float
    boxes: tuple[Box, ...]


def place_labels(
    digits: Sequence[Box], width: float, taken: Sequence[Box], size: tuple[int, int]
) -> LabelPlaces:
    """Find room for the labels of a line: all above its digits, or all below, all of one height.

    Where there is no room at all, they cover as little as they can.

    Args:
        digits: boxes of the line's digits, from left to right.
        width: of a label, as a share of its height.
        taken: boxes that should not be covered, those of the digits among them.
        size: width and height of the picture.
    """
    if not digits:
        return LabelPlaces(0, ())
    usual = median(box[3] for box in digits)
    tries = [
        LabelPlaces(share * usual, _places(digits, width, share * usual, above))
        for share, above in _TRIES
    ]
    reach = around([box for places in tries for box in places.boxes])
    obstacles = [box for box in taken if overlap(box, reach)]
    return min(tries, key=lambda t: (_covered(t.boxes, obstacles), _outside(t.boxes, size)))


def _places(digits: Sequence[Box], width: float, height: float, above: bool) -> tuple[Box, ...]:
    gap, wide = _GAP * height, width * height
    return tuple(
        (
            round(box[0] + (box[2] - wide) / 2),
            round(box[1] - gap - height) if above else round(box[1] + box[3] + gap),
            round(wide),
            round(height),
        )
        for box in digits
    )


def _covered(labels: Sequence[Box], obstacles: Sequence[Box]) -> int:
    """Pixels of obstacles, and of neighbouring labels, that lie under labels."""
    between = sum(overlap(one, other) for one, other in pairwise(labels))
    return between + sum(overlap(label, box) for label in labels for box in obstacles)


def _outside(labels: Sequence[Box], size: tuple[int, int]) -> bool:
    picture = (0, 0, *size)
    return any(overlap(label, picture) < label[2] * label[3] for label in labels)


def overlap(one: Box, other: Box) -> int:
    """Pixels that two boxes share."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)
