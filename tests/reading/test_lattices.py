import numpy as np

from inkdigits.data import load_dataset
from inkdigits.reading._lattices import build_lattices
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found
from inkdigits.recognizer import load_recognizer

FLAT = np.full(10, -2.3, np.float32)


def row_of(labels: list[int], lefts: list[int]) -> list[Found]:
    """Real digits of 30 pixels, side by side."""
    digits = load_dataset("embedded").train
    assert digits.labels is not None
    row = []
    for label, left in zip(labels, lefts, strict=True):
        image = digits.images[np.flatnonzero(digits.labels == label)[3]]
        ink = image[4:24, 4:24].repeat(2, axis=0).repeat(2, axis=1)[5:35, 5:35]
        row.append(Found(Piece(ink, 0, 0, 30, 0.95, FLAT), 1.0, (left, 10, 30, 30)))
    return row


def test_each_piece_is_an_edge_that_knows_its_digit() -> None:
    (lattice,), fields = build_lattices(
        [row_of([4, 0, 7], [0, 60, 120])], 0, 0.0, load_recognizer()
    )
    assert lattice.nodes == 4
    assert [(edge.start, edge.end) for edge in lattice.edges] == [(0, 1), (1, 2), (2, 3)]
    assert [int(edge.scores.argmax()) for edge in lattice.edges] == [4, 0, 7]
    assert [edge.box for edge in lattice.edges] == [(x, 10, 30, 30) for x in (0, 60, 120)]
    assert all(edge.skip < edge.scores.max() for edge in lattice.edges)
    assert fields.shape == (3, 28, 28)


def test_near_pieces_may_be_one_digit_and_a_wide_gap_parts_numbers() -> None:
    row = row_of([1, 5, 2, 8], [0, 9, 60, 150])
    (lattice,), _ = build_lattices([row], 0, 0.0, load_recognizer())
    assert (0, 2) in {(edge.start, edge.end) for edge in lattice.edges}
    assert lattice.gaps == {3}
    joined = next(edge for edge in lattice.edges if (edge.start, edge.end) == (0, 2))
    assert joined.box == (0, 10, 39, 30)
    assert joined.skip == -np.inf


def test_no_rows_are_no_lattices() -> None:
    lattices, fields = build_lattices([], 0, 0.0, load_recognizer())
    assert (lattices, fields.shape) == ([], (0, 28, 28))
