from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inkdigits.archive.sources import filesystem_of, is_url
from inkdigits.files import atomic_path


class Store:
    """A folder that results are written to, each file at once or not at all.

    Args:
        root: a path, or a URL that fsspec knows. Several machines may write to it if all of them
            see the same files there.

    Raises:
        InputError: the URL cannot be opened.
    """

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self._files: Any = filesystem_of(root) if is_url(root) else None

    def __getstate__(self) -> dict[str, Any]:
        return {"root": self.root}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["root"])  # type: ignore[misc]

    def place(self, name: str) -> str:
        """Where a file of this name lies, as `pyarrow` and people take it."""
        return f"{self.root}/{name}"

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        if self._files is not None:
            return bool(self._files.exists(self.place(name)))
        return Path(self.place(name)).is_file()

    def names(self, folder: str) -> set[str]:
        """The names of all finished files in a folder; none where there is no folder."""
        if self._files is None:
            found = Path(self.place(folder))
            names = {path.name for path in found.iterdir()} if found.is_dir() else set[str]()
        elif self._files.isdir(self.place(folder)):
            self._files.invalidate_cache()
            listed = self._files.ls(self.place(folder), detail=False)
            names = {path.rpartition("/")[2] for path in listed}
        else:
            names = set()
        return {name for name in names if not name.startswith(".")}

    def read(self, name: str, start: int = 0, stop: int | None = None) -> bytes:
        """The bytes of a file, or those from `start` to before `stop`.

        Raises:
            OSError: there is no such file.
        """
        if self._files is not None:
            return bytes(self._files.cat_file(self.place(name), start=start, end=stop))
        with Path(self.place(name)).open("rb") as file:
            file.seek(start)
            return file.read() if stop is None else file.read(stop - start)

    def write(self, name: str, content: bytes) -> None:
        """Write a file; whoever reads it meanwhile sees the old one, or none.

        Raises:
            OSError: it cannot be written.
        """
        if self._files is not None:
            self._files.makedirs(self.place(name).rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(self.place(name), content)
            return
        with atomic_path(Path(self.place(name))) as temporary:
            temporary.write_bytes(content)

    def write_lines(self, name: str, lines: Iterable[bytes]) -> None:
        """Write a file line by line, otherwise as `write`.

        Raises:
            OSError: it cannot be written.
        """
        if self._files is None:
            with atomic_path(Path(self.place(name))) as temporary, temporary.open("wb") as file:
                file.writelines(lines)
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / "lines"
            with path.open("wb") as file:
                file.writelines(lines)
            self._files.makedirs(self.root, exist_ok=True)
            self._files.put_file(str(path), self.place(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file, one at a time.

        Raises:
            OSError: there is no such file.
        """
        opened = self._files.open if self._files is not None else open
        with opened(self.place(name), "rb") as file:
            yield from file

    def remove(self, name: str) -> None:
        """Remove a file, if there is one."""
        if self._files is None:
            Path(self.place(name)).unlink(missing_ok=True)
        elif self._files.exists(self.place(name)):
            self._files.rm_file(self.place(name))
