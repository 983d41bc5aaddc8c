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

COMMAND = [sys.executable, "-c", "from inkdigits.cli import main; main()", "serve", "--port", "0"]
INTERVAL = 0.5  # seconds between two looks at the memory


@dataclass
class Server:
    """A running server.

    Attributes:
        port: on which it listens.
    """

    port: int

    @contextmanager
    def watched_memory(self) -> Iterator[list[tuple[float, float]]]:
        """Seconds and MiB of resident memory, as the server itself tells them meanwhile."""
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
        address = f"http://127.0.0.1:{self.port}/metrics"
        with urllib.request.urlopen(address, timeout=60) as answer:
            text = answer.read().decode()
        return float(re.search(r"^process_resident_memory_bytes (\S+)", text, re.M)[1]) / 2**20


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that lives as long as the block; its log goes nowhere."""
    process = subprocess.Popen(COMMAND, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        threading.Thread(target=process.stderr.read, daemon=True).start()
        port = int(re.search(r":(\d+)/", line)[1])
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"the server did not start: {line}") from None
                time.sleep(0.1)
        yield Server(port)
    finally:
        process.terminate()
        process.wait()
