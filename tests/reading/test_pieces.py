import numpy as np

from inkdigits.reading._ink_net import CELL, Traces
from inkdigits.reading._pieces import gather


def traces(digits: list[tuple[int, int, int, int]], shape: tuple[int, int] = (96, 160)) -> Traces:
    """What a perfect net would say of filled boxes: left, top, width, height."""
    ink = np.zeros(shape, np.float32)
    cells = (shape[0] // CELL, shape[1] // CELL)
    centers, sizes = np.zeros((2, *cells), np.float32), np.full(cells, 28, np.float32)
    votes = np.full((10, *cells), -3, np.float32)
    for label, (left, top, width, height) in enumerate(digits):
        ink[top : top + height, left : left + width] = 1
        where = np.s_[
            top // CELL : (top + height - 1) // CELL + 1,
            left // CELL : (left + width - 1) // CELL + 1,
        ]
        centers[(0, *where)] = left + width / 2
        centers[(1, *where)] = top + height / 2
        sizes[where] = max(width, height)
        votes[(label, *where)] = -0.1
    return Traces(np.zeros_like(ink), ink, centers, sizes, votes)


def test_touching_digits_part_where_their_votes_do() -> None:
    pieces = sorted(gather(traces([(20, 20, 16, 32), (36, 24, 16, 32)])), key=lambda p: p.left)
    assert [(p.left, p.top, *p.ink.shape[::-1]) for p in pieces] == [
        (20, 20, 16, 32),
        (36, 24, 16, 32),
    ]
    assert [p.size for p in pieces] == [32, 32]
    assert [int(p.digits.argmax()) for p in pieces] == [0, 1]
    assert all(p.sureness == 1 for p in pieces)


def test_the_parts_of_a_broken_digit_come_together() -> None:
    found = traces([(40, 20, 20, 32)])
    found.ink[32:36] = 0
    (piece,) = gather(found)
    assert (piece.left, piece.top, *piece.ink.shape[::-1]) == (40, 20, 20, 32)


def test_ink_far_from_every_middle_is_no_digits() -> None:
    found = traces([(20, 20, 16, 32)])
    found.ink[80:84, 140:144] = 1  # its cell says that its middle is there, and too little does
    found.centers[:, 20, 35] = (142, 82)
    (piece,) = gather(found)
    assert piece.ink.shape == (32, 16)


def test_specks_and_blank_pages_are_nothing() -> None:
    assert gather(traces([])) == []
    speck = traces([(40, 40, 2, 2)])
    speck.sizes[:] = 28
    assert gather(speck) == []


def test_a_page_whose_sides_are_no_multiples_of_a_cell() -> None:
    whole = traces([(60, 60, 12, 24)], shape=(96, 96))
    cut = Traces(
        whole.contrast[:85, :77], whole.ink[:85, :77], whole.centers, whole.sizes, whole.digits
    )
    (piece,) = gather(cut)
    assert piece.ink.shape == (24, 12)
