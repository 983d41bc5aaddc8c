import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.pages import make_page
from inkdigits.reading._ink_net import load_ink_net
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found, _finest, _without_doubles, find_pieces

FLAT = np.full(10, -2.3, np.float32)


def found(
    left: int, top: int, side: int, scale: float, size: float = 0, sure: float = 0.9
) -> Found:
    """A square piece seen at a scale; of the size that was expected, if none is given."""
    seen = round(side / scale)
    piece = Piece(np.full((seen, seen), 255, np.uint8), 0, 0, size or seen, sure, FLAT)
    return Found(piece, scale, (left, top, side, side))


def test_of_two_looks_at_a_digit_the_better_sized_one_counts() -> None:
    good, large = found(10, 10, 72, 2), found(12, 11, 72, 1)
    assert _without_doubles([large, good]) == [good]


def test_a_part_gives_way_to_a_whole_of_the_expected_size() -> None:
    whole, part = found(10, 10, 60, 2), found(10, 40, 30, 1, size=60)
    assert _without_doubles([part, whole]) == [whole]


def test_neighbours_in_one_look_may_overlap() -> None:
    neighbours = [found(10, 10, 40, 1), found(25, 10, 40, 1)]
    assert len(_without_doubles(neighbours)) == 2


@pytest.mark.parametrize(
    ("pixels", "scale"),
    [(100, 0.5), (250_000, 0.5), (640_000, 0.8), (1_600_000, 1), (6_400_000, 2)],
)
def test_small_pages_are_enlarged_and_large_ones_reduced(pixels: int, scale: float) -> None:
    assert _finest(pixels) == pytest.approx(scale)


def test_pieces_lie_where_the_digits_were_written() -> None:
    page = make_page(load_dataset("embedded").train, "plain", 4)
    gray = page.picture[..., 1].copy()
    boxes = [digit.box for line in page.lines for digit in line.digits]
    pieces = find_pieces(gray, load_ink_net()).found
    near = [min(np.abs(np.array(piece.box) - box).max() for piece in pieces) <= 6 for box in boxes]
    assert np.mean(near) > 0.9
    assert all(piece.piece.ink.dtype == np.uint8 and piece.piece.ink.size for piece in pieces)
