import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.data._table import parse_table

numbers = st.integers(0, 10**9 - 1)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width))
    )
)
def test_numbers_come_back(rows: list[list[int]]) -> None:
    columns = len(rows[0]) if rows else 3
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    table = parse_table(text.encode(), "\t", columns)
    assert table is not None
    assert table.dtype == np.int32
    assert table.tolist() == rows


@given(st.text(alphabet="0123456789,\n -x", max_size=30), st.integers(1, 3))
def test_a_table_is_returned_exactly_when_python_reads_the_same(text: str, columns: int) -> None:
    lines = text.split("\n")
    cells = [line.split(",") for line in lines[:-1]]
    sound = lines[-1] == "" and all(
        len(row) == columns and all(cell.isdecimal() and len(cell) < 10 for cell in row)
        for row in cells
    )
    table = parse_table(text.encode(), ",", columns)
    assert (table is not None) == sound
    if table is not None:
        assert table.tolist() == [[int(cell) for cell in row] for row in cells]


@pytest.mark.parametrize("text", [b"1,2\n3\n", b"1,2", b"1;2\n", b"1,,2\n", b"1,1234567890\n"])
def test_anything_odd_gives_none(text: bytes) -> None:
    assert parse_table(text, ",", 2) is None
