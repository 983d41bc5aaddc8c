"""Rows as the bytes of a file: Parquet, or JSON lines."""

import json
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any, Literal

from inkdigits.archive._rows import Row
from inkdigits.errors import InputError

TableFormat = Literal["parquet", "jsonl"]


def require_parquet() -> None:
    """Make sure that Parquet can be written, before the work whose result it shall hold.

    Raises:
        InputError: it cannot.
    """
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise InputError(
            "tables are Parquet unless asked for otherwise, and pyarrow is not installed here; pip "
            "install 'inkdigits[cluster]', or choose --format jsonl"
        ) from None


def encode_table(name: str, rows: Sequence[Row], table_format: TableFormat) -> bytes:
    """A table's file; the same rows make the same bytes.

    Args:
        name: one of TABLES.
        rows: in their order; none makes a table without rows.
        table_format: of the file.
    """
    if table_format == "jsonl":
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    import pyarrow
    from pyarrow import parquet

    file = BytesIO()
    printable = [{**row, "file": _printable(row["file"])} for row in rows]
    table = pyarrow.Table.from_pylist(printable, schema=_schema(name))
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def count_rows(content: bytes, table_format: TableFormat) -> int:
    """How many rows a table's file has."""
    if table_format == "jsonl":
        return content.count(b"\n")
    from pyarrow import parquet

    return int(parquet.read_metadata(BytesIO(content)).num_rows)


def _printable(name: str) -> str:
    """A name as UTF-8, which those of files need not be."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def _schema(name: str) -> Any:
    import pyarrow as pa

    box = pa.list_(pa.int32(), 4)
    digit = pa.struct({"digit": pa.uint8(), "confidence": pa.float64(), "box": box})
    text, count = pa.string(), pa.int32()
    place = {"file": text, "page": count}
    columns = {
        "lines": {
            "line": count,
            "field": text,
            "text": text,
            "confidence": pa.float64(),
            "box": box,
            "digits": pa.list_(digit),
            "runner_up": text,
            "reason": text,
            "model": text,
        },
        "pages": {
            **dict.fromkeys(("width", "height", "rotation", "lines"), count),
            "model": text,
        },
        "errors": {"reason": text},
    }
    return pa.schema(place | columns[name])
