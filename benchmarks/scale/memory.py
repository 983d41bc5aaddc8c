"""Memory of a process and all that it started (Linux)."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

INTERVAL = 5.0
"""Seconds between two looks: for each, the kernel goes through all pages of all processes."""


@contextmanager
def watched_memory(pid: int, interval: float = INTERVAL) -> Iterator[list[dict[str, float]]]:
    """MiB by kind of process ("driver", "workers", "ray"), and the number of workers, meanwhile.

    Args:
        pid: of the driver.
        interval: seconds between two looks.
    """
    seen, over = list[dict[str, float]](), threading.Event()

    def watch() -> None:
        while not over.wait(interval):
            seen.append(_look(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def _look(driver: int) -> dict[str, float]:
    found = {"driver": 0.0, "workers": 0.0, "ray": 0.0, "processes": 0.0}
    for pid in _family(driver):
        with suppress(OSError):
            kind = _kind(pid, driver)
            found[kind] += _size(pid)
            found["processes"] += kind == "workers"
    return {kind: round(size, 1) for kind, size in found.items()}


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        return [pid, *(one for child in children for one in _family(int(child)))]
    return []


def _kind(pid: int, driver: int) -> str:
    if pid == driver:
        return "driver"
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    reads = b"MapWorker" in command or b"multiprocessing.spawn" in command
    return "workers" if reads else "ray"


def _size(pid: int) -> float:
    """Each page of memory counts once, however many processes share it."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) / 2**10 if found else 0.0
