from dataclasses import dataclass, field

from inkdigits.archive._plan import PartPlace
from inkdigits.archive._rows import TABLES, Rows
from inkdigits.archive._store import Store
from inkdigits.archive._tables import TableFormat, count_rows, encode_table, require_parquet


@dataclass(frozen=True)
class PartDone:
    """What came of a part.

    Attributes:
        files: how many it was planned to have.
        pages: how many were read.
        lines: rows of what was read.
        errors: files that could not be read, or not to their end.
        seconds: by what they went into: "waiting" for bytes, "decoding", "reading", "writing".
            Empty where the part was done before.
    """

    files: int
    pages: int
    lines: int
    errors: int
    seconds: dict[str, float] = field(default_factory=dict)


class Results:
    """The tables of a job: a folder for each, a file in it for each part.

    Args:
        store: of the job.
        table_format: of the files.

    Raises:
        InputError: they cannot be written, for want of pyarrow.
    """

    def __init__(self, store: Store, table_format: TableFormat) -> None:
        if table_format == "parquet":
            require_parquet()
        self._store, self._format = store, table_format

    def write(self, part: str, rows: Rows) -> None:
        """Write a part's tables; with the last one the part is done.

        Raises:
            OSError: something cannot be written.
        """
        for table in TABLES:
            content = encode_table(table, getattr(rows, table), self._format)
            self._store.write(self._file(table, part), content)

    def is_done(self, part: str) -> bool:
        """Whether all tables of a part are there."""
        return self._store.has(self._file(TABLES[-1], part))

    def done(self) -> set[str]:
        """The names of all parts that are done."""
        return {name.partition(".")[0] for name in self._store.names(TABLES[-1])}

    def count(self, place: PartPlace) -> PartDone:
        """What came of a part that was done before."""
        contents = {table: self._store.read(self._file(table, place.name)) for table in TABLES}
        rows = {table: count_rows(content, self._format) for table, content in contents.items()}
        return PartDone(place.files, rows["pages"], rows["lines"], rows["errors"])

    def _file(self, table: str, part: str) -> str:
        return f"{table}/{part}.{self._format}"
