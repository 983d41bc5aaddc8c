"""Writing files so that nobody ever sees half of one."""

import contextlib
import errno
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inkdigits.errors import InputError


@contextlib.contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Give a temporary path that becomes `target` by rename when the block ends well.

    The temporary file lies in the target's folder (made if missing), keeps the target's suffix,
    and is removed when the block raises, so a crash or a full disk leaves the old file as it was.

    Args:
        target: where the finished file shall be.

    Yields:
        The path to write to.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _make_temporary(target, target.parent)
    try:
        yield temporary
        # mkstemp makes files for the owner only; a finished file gets the usual permissions.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def check_writable(target: Path) -> None:
    """Try whether a file can be written, before the work begins whose result it shall hold.

    Leaves nothing behind; folders that are missing are not made.

    Args:
        target: where the file shall be.

    Raises:
        InputError: it cannot, for what stands there or above, or for want of permission.
    """
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _make_temporary(target, _nearest_above(target)).unlink()
    except OSError as problem:
        raise InputError(
            f"cannot write {target} ({problem.strerror}); name a place that can be written to"
        ) from problem


def _make_temporary(target: Path, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{target.stem}-", suffix=target.suffix)
    os.close(handle)
    return Path(name)


def _nearest_above(target: Path) -> Path:
    """What is there of the folders above a file: the innermost; it may turn out to be a file."""
    folders = iter(target.absolute().parents)
    while True:
        folder = next(folders)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            folder.lstat()
            return folder


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 to `target`, atomically."""
    with atomic_path(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_json(target: Path, document: Any) -> None:
    """Write `document` as indented JSON to `target`, atomically.

    Raises:
        ValueError: `document` holds NaN or an infinity, which JSON has no words for.
    """
    write_text(target, json.dumps(document, indent=2, allow_nan=False) + "\n")
