"""Jobs of `inkdigits read --out`, timed and watched."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memory import watched_memory

COMMAND = [sys.executable, "-c", "from inkdigits.cli import main; raise SystemExit(main())"]


@dataclass(frozen=True)
class Read:
    """A way to read an archive.

    Attributes:
        name: for people.
        engine: "local" or "ray".
        workers: how many processes.
        address: of a cluster; None has none or starts one.
    """

    name: str
    engine: str
    workers: int
    address: str | None = None

    def out(self, work: Path) -> Path:
        """The folder of its tables."""
        return work / "out" / f"{self.engine}-{self.workers}"


def read_in_turn(
    ways: Sequence[Read], pages: Path, work: Path, repeats: int
) -> dict[str, list[dict[str, Any]]]:
    """Read the same pages in every way, one after the other, several times.

    Returns:
        For each way by its name, what each run gave: the job's summary; "workers"; its "memory",
        MiB of all its processes by their kinds, as it was every few seconds; and "stolen_seconds",
        for which a core was wanted here while the host gave it to another machine.
    """
    runs: dict[str, list[dict[str, Any]]] = {way.name: [] for way in ways}
    for _ in range(repeats):
        for way in ways:
            runs[way.name].append(_read(way, pages, work))
            print(f"{way.name}: {runs[way.name][-1]['pages_a_second']:.1f} pages a second")
    return runs


def _read(way: Read, pages: Path, work: Path) -> dict[str, Any]:
    shutil.rmtree(way.out(work), ignore_errors=True)
    command = [*COMMAND, "read", str(pages), "--out", str(way.out(work)), "--json"]
    command += ["--engine", way.engine, "--workers", str(way.workers)]
    command += ["--address", way.address] if way.address else []
    stolen = _stolen_seconds()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with watched_memory(process.pid) as memory:
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{way.name}: exit code {process.returncode}")
    found = {"workers": way.workers, "stolen_seconds": _stolen_seconds() - stolen}
    return {**json.loads(said), **found, "memory": memory}


def _stolen_seconds() -> float:
    """Of all cores since the machine began (proc_stat(5), "steal")."""
    _, *spent = Path("/proc/stat").read_text("ascii").partition("\n")[0].split()
    return int(spent[7]) / os.sysconf("SC_CLK_TCK")
