import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.reading._rows import find_rows


def rows_of_numbers(lengths: list[int], angle: float) -> npt.NDArray[np.float64]:
    """Middles of digits of size 30, 26 apart, in rows 70 apart, turned clockwise."""
    places = [(26 * x, 70 * y) for y, length in enumerate(lengths) for x in range(length)]
    turn = np.deg2rad(angle)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(np.array(places, np.float64) @ matrix.T)


@given(
    st.lists(st.integers(2, 8), min_size=1, max_size=5),
    st.floats(-15, 15),
    st.randoms(use_true_random=False),
)
def test_numbers_come_apart_and_in_order_however_askew(
    lengths: list[int], angle: float, random: st.DataObject
) -> None:
    middles = rows_of_numbers(lengths, angle)
    order = list(range(len(middles)))
    random.shuffle(order)  # type: ignore[attr-defined]
    found = find_rows(middles[order], np.full(len(middles), 30.0))
    assert found.angle == pytest.approx(angle, abs=0.01)
    got = [[order[number] for number in row] for row in found.rows]
    expected, first = [], 0
    for length in lengths:
        expected.append(list(range(first, first + length)))
        first += length
    assert got == expected


def test_columns_of_a_table_stand_in_one_row_each() -> None:
    columns = [(0, 0), (200, 6), (400, 2)]  # the middle one stands a little lower
    middles = [(x + 26 * n, y + 80 * row) for x, y in columns for row in (0, 1) for n in (0, 1)]
    rows = find_rows(np.array(middles, np.float64), np.full(len(middles), 30.0)).rows
    assert rows == [[0, 1, 4, 5, 8, 9], [2, 3, 6, 7, 10, 11]]


def test_a_wide_gap_does_not_end_a_row() -> None:
    middles = np.array([[0, 0], [26, 1], [200, 0], [226, -1], [0, 80], [26, 80]], np.float64)
    assert find_rows(middles, np.full(6, 30.0)).rows == [[0, 1, 2, 3], [4, 5]]


def test_a_digit_twice_as_high_is_no_neighbour() -> None:
    middles = np.array([[0, 0], [26, 0], [70, 4]], np.float64)
    rows = find_rows(middles, np.array([30.0, 30, 80])).rows
    assert rows[0][:2] == [0, 1]


def test_a_single_digit_and_none() -> None:
    assert find_rows(np.array([[5.0, 5.0]]), np.array([20.0])).rows == [[0]]
    assert find_rows(np.zeros((0, 2)), np.zeros(0)).rows == []


def test_a_number_that_steps_up_is_one_row() -> None:
    middles = np.array([[0, 0], [26, 0], [52, -19], [78, -19], [0, 70], [26, 70]], np.float64)
    assert find_rows(middles, np.full(6, 30.0)).rows == [[0, 1, 2, 3], [4, 5]]


def test_the_ticks_of_a_comb_are_no_row() -> None:
    digits = [(40 * n, 0) for n in range(4)]
    ticks = [(40 * n - 20, 13) for n in range(5)]
    middles = np.array(digits + ticks, np.float64)
    sizes = np.array([30.0] * 4 + [14.0] * 5)
    assert find_rows(middles, sizes).rows == [[0, 1, 2, 3]]
    below = np.array(digits + [(x, 40) for x, _ in ticks], np.float64)
    assert len(find_rows(below, sizes).rows) == 2, "small digits below are a row of their own"
