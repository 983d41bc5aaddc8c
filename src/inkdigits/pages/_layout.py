"""Where numbers and the words beside them go on a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.pages._beside import Beside, after_line, around_line, before_line, draw_marks
from inkdigits.pages._category import CATEGORIES, Category
from inkdigits.pages._hand import Hand
from inkdigits.pages._line import Placed
from inkdigits.pages._paper import PaperKind, Ruling

BOX = 1.45  # height of a form's box, in heights of a digit

_TOUCHING = 0.4  # share of the numbers on varied pages whose digits touch


@dataclass(frozen=True, eq=False)
class Layout:
    """What is written where, in pixels of a sheet.

    Attributes:
        lines: the digits of each number.
        corners: left and top of each number, or of its first box.
        baselines: on which each number stands.
        beside: words and marks that belong to the numbers.
    """

    lines: list[list[Placed]] = field(default_factory=list)
    corners: list[tuple[int, int]] = field(default_factory=list)
    baselines: list[float] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of all that is written."""
        boxes = np.array(list(self._boxes()))
        left, top = boxes[:, :2].min(axis=0)
        right, bottom = boxes[:, 2:].max(axis=0)
        return int(left), int(top), int(right), int(bottom)

    def _boxes(self) -> Iterator[tuple[int, int, int, int]]:
        inks = [(p.digit.ink, p.left, p.top) for line in self.lines for p in line]
        for ink, left, top in inks + [(b.ink, b.left, b.top) for b in self.beside]:
            yield left, top, left + ink.shape[1], top + ink.shape[0]

    def moved(self, right: int, down: int) -> "Layout":
        """The same elsewhere on the sheet."""
        return Layout(
            [
                [replace(p, left=p.left + right, top=p.top + down) for p in line]
                for line in self.lines
            ],
            [(left + right, top + down) for left, top in self.corners],
            [baseline + down for baseline in self.baselines],
            [replace(b, left=b.left + right, top=b.top + down) for b in self.beside],
        )


def lay_out(
    texts: Sequence[str], kind: Category, paper: PaperKind, ruling: Ruling, hands: Sequence[Hand],
    rng: np.random.Generator,
) -> Layout:  # fmt: skip
    """Put numbers below each other.

    Args:
        texts: a number each.
        kind: of page.
        paper: what is written on.
        ruling: its print.
        hands: who write; the first one's size is the ruling's.
        rng: where the chances come from.
    """
    layout = Layout()
    height = hands[0].height
    boxed = paper in ("boxes", "comb")
    close = kind.varied and not boxed and rng.random() < 0.3
    spread = rng.uniform(1.15, 1.5) if close else rng.uniform(1.7, 2.8)
    baseline = 0.0
    for number, text in enumerate(texts):
        hand = hands[int(rng.integers(len(hands)))] if not boxed else hands[0]
        step = spread * max(hand.height, height)
        if paper == "ruled":
            step = ruling.pitch * np.ceil((1.1 if close else 1.5) * step / spread / ruling.pitch)
        baseline += step if number else 0.0
        left = rng.uniform(0, 0.8) * height
        if boxed:
            _box_line(layout, text, hand, ruling, (left, baseline), rng)
        else:
            _free_line(layout, text, hand, kind, (left, baseline), rng)
    return layout


def _box_line(
    layout: Layout, text: str, hand: Hand, ruling: Ruling, start: tuple[float, float],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    left, top = round(start[0]), round(start[1] - BOX * hand.height)
    line = hand.boxed(text, ruling.pitch, BOX * hand.height, rng)
    layout.lines.append([replace(p, left=p.left + left, top=p.top + top) for p in line])
    layout.corners.append((left, top))
    layout.baselines.append(start[1])


def _free_line(
    layout: Layout, text: str, hand: Hand, kind: Category, start: tuple[float, float],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    width = hand.pen
    marks: dict[int, tuple[FloatArray, float]] = {}
    apart: dict[int, float] = {}
    if kind.words:
        marks = draw_marks(len(text), hand.height, width, rng)
        apart = {at: ink.shape[1] + 0.12 * hand.height for at, (ink, _) in marks.items()}
    if kind.varied and len(text) > 2 and rng.random() < 0.15:  # as in 0171 443 9
        apart[int(rng.integers(1, len(text)))] = rng.uniform(0.4, 1.2) * hand.height
    touching = kind.varied and rng.random() < _TOUCHING
    gaps = CATEGORIES["touching"].gaps if touching else kind.gaps
    line = hand.line(text, gaps, apart, rng)
    left = round(start[0])
    top = round(start[1]) - max(placed.top + len(placed.digit.ink) for placed in line)
    line = [replace(p, left=p.left + left, top=p.top + top) for p in line]
    layout.lines.append(line)
    layout.corners.append((left, top))
    layout.baselines.append(start[1])
    if not kind.words:
        return
    for at, (ink, lift) in marks.items():
        between = line[at - 1].left + line[at - 1].digit.ink.shape[1] + line[at].left
        foot = round(start[1] - lift) - len(ink) // 2
        layout.beside.append(Beside(ink, (between - ink.shape[1]) // 2, foot, False))
    for draw in (before_line, after_line, around_line):
        layout.beside.extend(draw(line, start[1], hand.height, width, kind.words, rng))
