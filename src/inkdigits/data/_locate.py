import os
from pathlib import Path

import platformdirs

DATA_VARIABLE = "INKDIGITS_DATA"


def data_folders() -> list[Path]:
    """The folders that `INKDIGITS_DATA` names (separated like `PATH`), in order."""
    return [Path(part) for part in os.environ.get(DATA_VARIABLE, "").split(os.pathsep) if part]


def cache_folder() -> Path:
    """Where fetched data is kept; it need not exist yet."""
    return platformdirs.user_cache_path("inkdigits")


def find_file(name: str, collection: str) -> Path | None:
    """Find a data file, in `INKDIGITS_DATA` first, then in the cache.

    In each folder, `<collection>/<name>` goes before `<name>`, and the raw file before the
    compressed one (`<name>.gz`), which takes longer to read.

    Args:
        name: the file's name without `.gz`.
        collection: the subfolder it usually lies in, such as "mnist".

    Returns:
        The first file found, or None.
    """
    for folder in [*data_folders(), cache_folder()]:
        for place in (folder / collection, folder):
            for candidate in (place / name, place / f"{name}.gz"):
                if candidate.is_file():
                    return candidate
    return None
