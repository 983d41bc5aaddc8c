"""`inkdigits serve` as people start it, in a process of its own."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.serving.running import PATIENCE, wait_until

COMMAND = "from inkdigits.cli import main; raise SystemExit(main())"


@dataclass
class Command:
    """A server that was started.

    Attributes:
        process: it.
        address: where it answers, as it said itself.
        log: its lines so far.
    """

    process: "subprocess.Popen[str]"
    address: str
    log: list[str] = field(default_factory=list)

    @property
    def started(self) -> list[int]:
        """Process ids of all that began to answer, in that order."""
        return [
            int(pid) for pid in re.findall(r"Started server process \[(\d+)\]", "".join(self.log))
        ]


@contextmanager
def serving(*arguments: str) -> Iterator[Command]:
    """Start it, on a free port; in the end it is gone, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    address = re.search(r"http://\S+/", process.stderr.readline())
    assert address is not None
    command = Command(process, address.group())
    reader = threading.Thread(target=lambda: command.log.extend(process.stderr or ()))
    reader.start()
    try:
        yield command
    finally:
        process.kill()
        process.wait()
        reader.join(PATIENCE)  # as long as one of its workers lives
        assert not reader.is_alive()
        process.stderr.close()


def wait_for_workers(command: Command, count: int) -> list[int]:
    """Until so many have begun to answer; their process ids."""
    wait_until(lambda: len(command.started) >= count)
    return command.started
