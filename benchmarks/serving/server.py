"""The server under load, as people start it, in a process of its own."""

import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-c", "from inkdigits.cli import main; main()", "serve", "--port", "0"]
INTERVAL = 0.5  # seconds between two looks at the memory


@dataclass
class Server:
    """A running server.

    Attributes:
        port: on which it listens.
        pid: of the command; its workers are children of it.
    """

    port: int
    pid: int

    @contextmanager
    def watched_memory(self) -> Iterator[list[tuple[float, float]]]:
        """Seconds, and MiB of all its processes together, meanwhile."""
        seen, over, begin = list[tuple[float, float]](), threading.Event(), time.perf_counter()

        def watch() -> None:
            while not over.wait(INTERVAL):
                seen.append((time.perf_counter() - begin, self._memory()))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield seen
        finally:
            over.set()
            watcher.join()

    def _memory(self) -> float:
        """Each page of memory counts once, however many processes share it (Linux)."""
        pids = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        return (
            sum(
                int(
                    re.search(
                        r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M
                    )[1]
                )
                for pid in [self.pid, *pids]
            )
            / 2**10
        )


@contextmanager
def running_server(workers: int = 1) -> Iterator[Server]:
    """A server that lives as long as the block; its log goes nowhere."""
    process = subprocess.Popen(
        [*COMMAND, "--workers", str(workers)], stderr=subprocess.PIPE, text=True
    )
    try:
        line = process.stderr.readline()
        threading.Thread(target=process.stderr.read, daemon=True).start()
        port = int(re.search(r":(\d+)/", line)[1])
        for _ in range(4 * workers):  # connections are dealt out: all workers should be asked
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60).close()
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()
