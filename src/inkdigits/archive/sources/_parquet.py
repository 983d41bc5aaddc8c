"""Images in the rows of Parquet tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from inkdigits.archive.sources._item import Fetched, Item
from inkdigits.archive.sources._places import open_place
from inkdigits.archive.sources._told import told
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_IMAGES = ("image", "bytes", "content", "data")
_NAMES = ("file", "path", "name", "id")
_AT_ONCE = 16  # rows whose bytes are held


def list_parquet(place: str) -> Iterator[Item]:
    """The rows of a table, named by its column of names if it has one, else by their numbers.

    Raises:
        InputError: it has no column of images, or several and none has a usual name.
        Exception: it is damaged, in whatever way.
    """
    from pyarrow.parquet import ParquetFile

    with open_place(place) as file:
        table = ParquetFile(file)
        _image_column(table, place)
        named = next((name for name in _NAMES if name in _columns(table, _is_text)), None)
        row = 0
        size = _bytes_a_row(table)
        for batch in table.iter_batches(columns=[named] if named else [], batch_size=4096):
            for name in batch.column(0) if named else range(row, row + batch.num_rows):
                yield Item(f"{place}/{name}", size, row)
                row += 1


def fetch_parquet(place: str, items: Sequence[Item]) -> Iterator[Fetched]:
    """The bytes in rows, of which only the row groups they stand in are read."""
    from pyarrow.parquet import ParquetFile

    with open_place(place) as file:
        table = ParquetFile(file)
        column = _image_column(table, place)
        starts = _group_starts(table)
        for group, mine in groupby(items, lambda item: sum(s <= item.at for s in starts) - 1):
            wanted = {item.at - starts[group]: item for item in mine}
            row = 0
            for batch in table.iter_batches(_AT_ONCE, [group], [column]):
                for value in batch.column(0):
                    item = wanted.get(row)
                    row += 1
                    if item is not None:
                        with told(item) as answer:
                            answer.content = _content(value.as_py())
                        yield item, answer.content


def _content(value: Any) -> bytes:
    """The bytes of a cell: its own, or those of a record as Hugging Face's datasets have it."""
    content = value.get("bytes") if isinstance(value, dict) else value
    if not isinstance(content, bytes):
        raise TypeError("the row holds no image")
    return content


def _image_column(table: "ParquetFile", place: str) -> str:
    columns = _columns(table, _is_image)
    for name in _IMAGES:
        if name in columns:
            return name
    if len(columns) == 1:
        return columns[0]
    found = f"the columns {', '.join(columns)}" if columns else "no column of bytes"
    raise InputError(
        f"{place}: got a table with {found}, wanted one with the images' bytes in a column; call "
        f"it {_IMAGES[0]!r}"
    )


def _columns(table: "ParquetFile", fits: Any) -> list[str]:
    return [field.name for field in table.schema_arrow if fits(field.type)]


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_image(kind: Any) -> bool:
    from pyarrow import types

    if types.is_struct(kind):
        index = kind.get_field_index("bytes")
        return index >= 0 and _is_image(kind.field(index).type)
    return bool(types.is_binary(kind) or types.is_large_binary(kind))


def _group_starts(table: "ParquetFile") -> list[int]:
    starts = [0]
    for group in range(table.num_row_groups - 1):
        starts.append(starts[-1] + table.metadata.row_group(group).num_rows)
    return starts


def _bytes_a_row(table: "ParquetFile") -> int:
    groups = [table.metadata.row_group(number) for number in range(table.num_row_groups)]
    stored = sum(int(group.total_byte_size) for group in groups)
    return stored // max(1, int(table.metadata.num_rows))
