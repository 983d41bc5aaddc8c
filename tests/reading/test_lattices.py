from dataclasses import replace

import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.reading._cells import Cell
from inkdigits.reading._lattices import build_lattices
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found
from inkdigits.reading._slots import Slot
from inkdigits.recognizer import load_recognizer

SURE, NONE = -0.01, -5.0
FLAT = np.full(10, -2.3, np.float32)


def cells_of(labels: list[int], lefts: list[float], seen: list[int | None]) -> list[Cell]:
    """Real digits of 30 pixels, side by side, and what the line net says of each."""
    digits = load_dataset("embedded").train
    assert digits.labels is not None
    row = []
    for label, left, said in zip(labels, lefts, seen, strict=True):
        image = digits.images[np.flatnonzero(digits.labels == label)[3]]
        ink = image[4:24, 4:24].repeat(2, axis=0).repeat(2, axis=1)[5:35, 5:35]
        found = Found(Piece(ink, 0, 0, 30, 0.95, FLAT), 1.0, (int(left), 10, 30, 30))
        row.append(Cell(slot_of(said, left), (found,), (), (left, left + 26), found.box))
    return row


def slot_of(digit: int | None, left: float) -> Slot | None:
    if digit is None:
        return None
    digits = np.full(10, -9, np.float32)
    digits[digit] = SURE
    return Slot(left + 13, digits, NONE)


def test_each_cell_is_an_edge_that_knows_its_digit() -> None:
    row = cells_of([4, 0, 7], [0, 60, 120], [4, 0, 7])
    (lattice,), fields = build_lattices([row], 0, [0.0], load_recognizer())
    assert lattice.nodes == 4
    assert [(edge.start, edge.end) for edge in lattice.edges] == [(0, 1), (1, 2), (2, 3)]
    assert [int(edge.scores.argmax()) for edge in lattice.edges] == [4, 0, 7]
    assert [edge.box for edge in lattice.edges] == [(x, 10, 30, 30) for x in (0, 60, 120)]
    assert all(edge.skip < edge.scores.max() for edge in lattice.edges)
    assert fields.shape == (3, 28, 28)


def test_what_the_line_net_does_not_see_is_likelier_nothing() -> None:
    row = cells_of([4, 0], [0, 60], [4, None])
    (lattice,), _ = build_lattices([row], 0, [0.0], load_recognizer())
    assert [edge.skip > edge.scores.max() for edge in lattice.edges] == [False, True]


def test_the_recognizer_has_a_say() -> None:
    (four,) = cells_of([4], [0], [4])
    assert four.slot is not None
    doubtful = Slot(13, np.log(np.full(10, 0.09, np.float32)), np.log(0.1))
    (lattice,), _ = build_lattices([[replace(four, slot=doubtful)]], 0, [0.0], load_recognizer())
    (edge,) = lattice.edges
    assert int(edge.scores.argmax()) == 4
    assert edge.scores[4] > edge.skip


def test_its_word_counts_more_where_ink_stands_apart() -> None:
    said = []
    for left in (60, 27):
        row = cells_of([4, 0], [0, left], [4, 0])
        assert row[0].slot is not None
        (lattice,), _ = build_lattices([row], 0, [0.0], load_recognizer())
        said.append(lattice.edges[0].skip - row[0].slot.none)
    assert said[0] / said[1] == pytest.approx(0.5 / 0.3, rel=1e-3)


def test_a_digit_that_shares_its_ink_is_the_line_nets_alone() -> None:
    (four,) = cells_of([4], [0], [9])
    (lattice,), fields = build_lattices([[replace(four, pieces=())]], 0, [0.0], load_recognizer())
    assert int(lattice.edges[0].scores.argmax()) == 9
    assert len(fields) == 0


def test_a_wide_gap_parts_numbers() -> None:
    row = cells_of([1, 5, 2, 8], [0, 30, 60, 150], [1, 5, 2, 8])
    (lattice,), _ = build_lattices([row], 0, [0.0], load_recognizer())
    assert lattice.gaps == {3}


def test_no_rows_are_no_lattices() -> None:
    lattices, fields = build_lattices([], 0, [], load_recognizer())
    assert (lattices, fields.shape) == ([], (0, 28, 28))


def test_what_is_seen_as_two_may_be_one_digit() -> None:
    """A 4 whose two strokes the line net takes for 1 and 1, and holds a 4 to be just possible."""
    (four,) = cells_of([4], [0], [1])
    assert four.slot is not None
    digits = four.slot.digits.copy()
    digits[4] = -2.0
    halves = [
        Cell(Slot(middle, digits, -2.0), (), four.pieces, span, four.box)
        for middle, span in ((8, (0, 13)), (18, (13, 26)))
    ]
    (lattice,), fields = build_lattices([halves], 0, [0.0], load_recognizer())
    assert [(edge.start, edge.end) for edge in lattice.edges] == [(0, 1), (0, 2), (1, 2)]
    whole = lattice.edges[1]
    assert (int(whole.scores.argmax()), whole.skip) == (4, -np.inf)
    assert whole.box == four.box
    assert len(fields) == 1, "halves of shared ink are shown to nobody"
    (split,), _ = build_lattices(
        [[halves[0], replace(halves[1], shared=())]], 0, [0.0], load_recognizer()
    )
    assert len(split.edges) == 2


def test_digits_far_apart_are_never_one() -> None:
    row = cells_of([1, 0], [0, 60], [1, 0])
    (lattice,), _ = build_lattices([row], 0, [0.0], load_recognizer())
    assert all(edge.end == edge.start + 1 for edge in lattice.edges)
