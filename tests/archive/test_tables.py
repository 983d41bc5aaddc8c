import json
from io import BytesIO

import pyarrow
import pytest
from pyarrow import parquet

from inkdigits.archive._rows import TABLES, Row, Rows
from inkdigits.archive._tables import TableFormat, count_rows, encode_table
from inkdigits.reading import ReadPage
from inkdigits.reading.rules import DecodedDigit, ReadField
from tests.cli.read_pages import form_page, read_line, source_page


@pytest.fixture
def rows() -> Rows:
    rows = Rows("f00d")
    page = source_page(
        "a.png", read_line("47", 0.5, 30, ("41", 0.25)), read_line("1", 1.0, 90)
    ).read
    assert isinstance(page, ReadPage)
    rows.add_page("a.png", 1, page)
    rows.add_error("b.png", 2, "b.png, page 2: damaged")
    rows.add_error("c\udcff.png", None, "c.png: empty")
    return rows


def decoded(name: str, rows: list[Row], table_format: TableFormat) -> list[Row]:
    content = encode_table(name, rows, table_format)
    if table_format == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    found: list[Row] = parquet.read_table(BytesIO(content)).to_pylist()
    return found


@pytest.mark.parametrize("table_format", ["parquet", "jsonl"])
def test_a_line_has_a_row(rows: Rows, table_format: TableFormat) -> None:
    first, second = decoded("lines", rows.lines, table_format)
    digits = first.pop("digits")
    assert first == {
        "file": "a.png",
        "page": 1,
        "line": 1,
        "field": None,
        "text": "47",
        "confidence": 0.5,
        "box": [10, 30, 50, 40],
        "runner_up": "41",
        "reason": None,
        "model": "f00d",
    }
    assert [(digit["digit"], digit["box"]) for digit in digits] == [
        (4, [10, 30, 20, 40]),
        (7, [40, 30, 20, 40]),
    ]
    assert digits[0]["confidence"] == pytest.approx(0.1)
    assert second["line"] == 2
    assert second["runner_up"] is None


@pytest.mark.parametrize("table_format", ["parquet", "jsonl"])
def test_a_page_and_an_error_have_a_row_each(rows: Rows, table_format: TableFormat) -> None:
    assert decoded("pages", rows.pages, table_format) == [
        {
            "file": "a.png",
            "page": 1,
            "width": 400,
            "height": 300,
            "rotation": 0,
            "lines": 2,
            "model": "f00d",
        }
    ]
    first, second = decoded("errors", rows.errors, table_format)
    assert first == {"file": "b.png", "page": 2, "reason": "b.png, page 2: damaged"}
    assert second["page"] is None
    assert second["file"] in ("c\\udcff.png", "c\udcff.png")


def test_a_form_has_a_row_for_each_field() -> None:
    rows = Rows("f00d")
    fields: tuple[ReadField, ...] = form_page("a.png").read.fields  # type: ignore[union-attr]
    rows.add_form("a.png", 1, (400, 300), fields)
    found = decoded("lines", rows.lines, "parquet")
    assert [(row["field"], row["text"], row["reason"]) for row in found] == [
        ("id", "7", None),
        ("date", "01.02.2026", None),
        ("amount", None, "blank"),
        ("age", None, "the ink is no number"),
    ]
    assert isinstance(fields[0].digits[0], DecodedDigit)
    assert found[0]["digits"][0]["digit"] == 7
    assert rows.pages[0]["lines"] == 2


@pytest.mark.parametrize("table_format", ["parquet", "jsonl"])
@pytest.mark.parametrize("name", TABLES)
def test_tables_are_counted_and_may_be_empty(
    rows: Rows, name: str, table_format: TableFormat
) -> None:
    some = getattr(rows, name)
    assert count_rows(encode_table(name, some, table_format), table_format) == len(some)
    assert count_rows(encode_table(name, [], table_format), table_format) == 0


def test_empty_tables_have_the_columns_of_full_ones(rows: Rows) -> None:
    full, empty = (
        parquet.read_schema(BytesIO(encode_table("lines", some, "parquet")))
        for some in (rows.lines, [])
    )
    assert full == empty
    assert full.field("box").type == pyarrow.list_(pyarrow.int32(), 4)


@pytest.mark.parametrize("table_format", ["parquet", "jsonl"])
def test_the_same_rows_make_the_same_bytes(rows: Rows, table_format: TableFormat) -> None:
    assert encode_table("lines", rows.lines, table_format) == encode_table(
        "lines", rows.lines, table_format
    )
