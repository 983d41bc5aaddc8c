import csv
from pathlib import Path

from inkdigits.errors import InputError
from inkdigits.reading.rules._rule import MOST_DIGITS

MOST_BYTES = 16_000_000
MOST_IDS = 100_000


def read_ids(path: str | Path) -> tuple[str, ...]:
    """Read a list of ids, such as a class list, from a CSV file.

    Args:
        path: UTF-8, fields parted by commas, semicolons or tabs. The ids stand in the column named
            `id`, or else in the first one; a first row without digits in that column is a header.

    Returns:
        The ids as written, leading zeros and all, each once, in the order of the file.

    Raises:
        InputError: the file is missing, too large, no CSV, holds no id, or holds one that is not
            made of 1 to 64 digits.
    """
    rows = _rows(Path(path))
    header = [cell.lower() for cell in rows[0]] if rows else []
    column = header.index("id") if "id" in header else 0
    titled = "id" in header or not any(map(str.isdigit, "".join(header[:1])))
    ids = dict[str, None]()
    for number, row in enumerate(rows, 1):
        cell = row[column] if column < len(row) else ""
        if not any(row) or (titled and number == 1):
            continue
        if not (cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS):
            raise InputError(
                f"{path}, row {number}: got {cell[:40]!r}, wanted an id of 1 to {MOST_DIGITS} "
                'digits; mend it, or name the column of the ids "id"'
            )
        ids[cell] = None
    if len(ids) > MOST_IDS:
        raise InputError(f"{path} holds {len(ids):,} ids, wanted at most {MOST_IDS:,}; part it")
    if not ids:
        raise InputError(f"{path} holds no id; write one in each row")
    return tuple(ids)


def _rows(path: Path) -> list[list[str]]:
    """Every row with its cells stripped."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as problem:
        raise InputError(
            f"cannot read {path} ({problem.strerror}); give a CSV file of ids"
        ) from problem
    if content is None:
        raise InputError(f"{path} has more than {MOST_BYTES:,} bytes; give a CSV file of ids")
    try:
        lines = content.decode("utf-8-sig").splitlines()
        first = lines[0] if lines else ""
        parting = max(",;\t", key=first.count)
        reader = csv.reader(lines, delimiter=parting)
        return [[cell.strip() for cell in row] for row in reader]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise InputError(f"{path} is no CSV file in UTF-8 ({problem}); save it as one") from problem
