import numpy as np
import pytest

from inkdigits.reading._cells import Cell, find_cells, without_doubles
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found
from inkdigits.reading._slots import Slot
from inkdigits.reading._strip import Strip

FLAT = np.full(10, -2.3, np.float32)
# A strip twice as fine as its page, whose upper left corner is at 10, 20 there.
TO_PAGE = np.array([[0.5, 0, 10], [0, 0.5, 20]])
STRIP = Strip(np.zeros((2, 40, 200), np.float32), (110, 60), 0.0, TO_PAGE)


def piece(left: int, width: int) -> Found:
    """Ink from `left` on in the strip, as high as a digit."""
    ink = np.full((13, width // 2), 255, np.uint8)
    return Found(Piece(ink, 0, 0, 13, 0.9, FLAT), 1.0, (10 + left // 2, 23, width // 2, 13))


def slot(middle: float) -> Slot:
    return Slot(middle, FLAT, -5.0)


def doubtful(middle: float) -> Slot:
    """A slot that is likely empty."""
    return Slot(middle, FLAT - 2, -0.1)


def shown(cells: list[Cell]) -> list[tuple[float | None, int]]:
    """Each cell's slot, by its middle, and how many pieces it has."""
    return [(cell.slot.middle if cell.slot else None, len(cell.pieces)) for cell in cells]


def test_a_digit_by_itself_has_its_own_ink() -> None:
    cells = find_cells([piece(20, 16), piece(60, 18)], [slot(28), slot(70)], STRIP)
    assert shown(cells) == [(28, 1), (70, 1)]
    assert [cell.box for cell in cells] == [(20, 23, 8, 13), (40, 23, 9, 13)]
    assert [cell.span for cell in cells] == [(20, 36), (60, 78)]


def test_digits_that_touch_share_their_ink() -> None:
    cells = find_cells([piece(20, 40)], [slot(30), slot(50)], STRIP)
    assert shown(cells) == [(30, 0), (50, 0)]
    assert [cell.span for cell in cells] == [(20, 40), (40, 60)]
    assert cells[0].box == (20, 23, 10, 14), "half of the way to the neighbour, high as a digit"


def test_parts_of_a_digit_are_one() -> None:
    (cell,) = find_cells([piece(20, 12), piece(30, 14)], [slot(31)], STRIP)
    assert shown([cell]) == [(31, 2)]
    assert cell.box == (20, 23, 12, 13)


def test_ink_where_no_digit_is_seen_is_a_cell_of_its_own() -> None:
    assert shown(find_cells([piece(20, 12), piece(60, 12)], [slot(66)], STRIP)) == [
        (None, 1),
        (66, 1),
    ]


def test_a_digit_whose_ink_was_not_found_is_about_as_wide_as_one() -> None:
    (cell,) = find_cells([], [slot(100)], STRIP)
    assert shown([cell]) == [(100, 0)]
    left, top, width, height = cell.box
    assert (left + width / 2, top + height / 2) == (60, 30)
    assert (6 <= width <= 9, height) == (True, 14)


def test_a_doubtful_slot_takes_no_ink_from_a_sure_one() -> None:
    cells = find_cells([piece(20, 40)], [slot(30), doubtful(40), slot(50)], STRIP)
    assert shown(cells) == [(30, 0), (50, 0)]
    assert [cell.span for cell in cells] == [(20, 40), (40, 60)]
    assert all(len(cell.shared) == 1 for cell in cells)


def test_a_doubtful_slot_with_ink_is_kept_and_without_it_is_not() -> None:
    cells = find_cells([piece(20, 16)], [doubtful(28), doubtful(100)], STRIP)
    assert shown(cells) == [(28, 1)]


def test_a_piece_is_as_long_in_rows_that_fall_as_in_rows_that_rise() -> None:
    spans = []
    for degrees in (-15, 15):
        angle = np.deg2rad(degrees)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        strip = Strip(STRIP.channels, (200, 200), degrees, np.column_stack([turn, [60, 60]]))
        (cell,) = find_cells([piece(20, 40)], [], strip)
        spans.append(cell.span[1] - cell.span[0])
    assert spans[0] == pytest.approx(spans[1])
    assert 18 < spans[0] < 22, "about as long as its box is wide"


def test_boxes_end_where_the_page_does() -> None:
    for middle in (0.0, 199.0):
        (cell,) = find_cells([], [slot(middle)], STRIP)
        left, top, width, height = cell.box
        assert 0 <= left < left + width <= 110
        assert 0 <= top < top + height <= 60


def test_ink_is_read_in_its_own_row_alone() -> None:
    own = find_cells([piece(20, 16)], [slot(28)], STRIP)
    beyond = find_cells([piece(80, 16)], [slot(27), slot(88)], STRIP)
    assert shown(beyond) == [(27, 0), (88, 1)]
    assert [shown(row) for row in without_doubles([own, beyond])] == [[(28, 1)], [(88, 1)]]
