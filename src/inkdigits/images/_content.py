from pathlib import Path
from typing import IO

from inkdigits.errors import InputError
from inkdigits.images import _limits
from inkdigits.images._formats import FORMATS, HEAD_BYTES, may_have_pages


def load_content(source: str | Path | bytes, name: str) -> tuple[bytes, str]:
    """The bytes of an encoded file, not empty and not too many, and its name for messages.

    Args:
        source: the path of a file, or its bytes.
        name: what messages call bytes.

    Raises:
        InputError: there is no such file, it cannot be read, it is empty or too large.
    """
    name = name if isinstance(source, bytes) else str(source)
    content = source if isinstance(source, bytes) else _read(Path(source))
    if not content:
        raise InputError(f"{name}: got an empty file, wanted a {FORMATS} file; save it again")
    if len(content) > _most_bytes(content):
        cure = "split it into several files" if may_have_pages(content) else "scale it down first"
        raise _limits.TooLargeError(
            f"{name}: got more than {_most_bytes(content) // 2**20} MiB, wanted a smaller file; "
            f"{cure}"
        )
    return content, name


def read_bounded(file: IO[bytes]) -> bytes:
    """All bytes of an encoded file; of one that is too large only so many that it shows.

    Args:
        file: at its beginning; it need not seek.
    """
    head = file.read(HEAD_BYTES)
    return head + file.read(_most_bytes(head) + 1 - len(head))


def _most_bytes(head: bytes) -> int:
    return _limits.MAX_DOCUMENT_BYTES if may_have_pages(head) else _limits.MAX_BYTES


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: got a folder, wanted one {FORMATS} file; name a file in it")
        if not path.is_file():
            raise InputError(f"{path}: no such file; wanted the path of a {FORMATS} file")
        with path.open("rb") as file:
            return read_bounded(file)
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        if isinstance(problem, InputError):
            raise
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from problem
