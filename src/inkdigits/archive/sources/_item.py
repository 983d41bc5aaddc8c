from dataclasses import dataclass
from typing import Literal, NamedTuple

from inkdigits.errors import InputError

Kind = Literal["files", "zip", "tar", "stream", "parquet", "problem"]
"""How an item is come by: a file of its own, a member of a .zip, of a .tar, or of a compressed
.tar, which can only be gone through from its beginning; a row of a Parquet table; or not at all."""


class Item(NamedTuple):
    """One file to read.

    Attributes:
        name: what messages and outputs call it: its path or URL, or that of its archive and,
            behind a slash, its own name there.
        size: in bytes, as far as it is known without opening it; else 0.
        at: where it stands in its archive: the member's first byte in a .tar, the row in a table.
        problem: why it cannot be read, where that is known already.
    """

    name: str
    size: int = 0
    at: int = 0
    problem: str | None = None


@dataclass(frozen=True)
class Listed:
    """An item as it is found.

    Attributes:
        kind: how it is come by.
        container: the archive or table it lies in; empty for a file of its own.
        item: the item.
    """

    kind: Kind
    container: str
    item: Item


Fetched = tuple[Item, bytes | InputError]
"""An item, and its bytes, or why there are none."""
