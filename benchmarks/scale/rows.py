"""What jobs wrote."""

from collections import defaultdict
from pathlib import Path

from made_pages import number_on
from pyarrow import parquet

TABLES = ("lines", "pages", "errors")


def same_rows(one: Path, other: Path) -> bool:
    """Whether two jobs wrote the same rows in the same order."""
    pairs = [[parquet.read_table(out / name) for out in (one, other)] for name in TABLES]
    return all(mine.equals(theirs) for mine, theirs in pairs)


def named_as_broken(out: Path) -> list[str]:
    """The files that a job could not read, sorted."""
    return sorted(parquet.read_table(out / "errors")["file"].to_pylist())


def share_right(out: Path, pages: int) -> float:
    """Of the made pages, those of which the job read just the number written on them."""
    read = defaultdict(list)
    table = parquet.read_table(out / "lines", columns=["file", "text"])
    for file, text in zip(*table.to_pydict().values(), strict=True):
        read[Path(file).stem].append(text)
    return sum(read[f"{page:06}"] == [number_on(page)] for page in range(pages)) / pages
