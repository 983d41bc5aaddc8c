"""Jobs that are killed, and what is left of them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PAGES_A_PART = "1"


def tables(out: Path) -> dict[str, bytes]:
    """All tables of a job, by their paths."""
    folders = (out / name for name in ("lines", "pages", "errors"))
    return {
        str(path.relative_to(out)): path.read_bytes()
        for folder in folders
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    }


def start(source: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a job in a process of its own, a part for each file."""
    command = [
        str(Path(sys.executable).with_name("inkdigits")),
        "read",
        str(source),
        "--out",
        str(out),
    ]
    command += ["--format", "jsonl", "--files-a-part", PAGES_A_PART, "--workers", "1", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_at_work(job: subprocess.Popen[str], out: Path) -> dict[str, int]:
    """Kill a job once two parts are done; say when which part was."""
    done = out / "pages"
    while len(list(done.glob("part-*"))) < 2:
        assert job.poll() is None, job.communicate()
        time.sleep(0.01)
    os.kill(job.pid, signal.SIGKILL)
    job.communicate()
    time.sleep(1)  # its processes notice
    return {path.name: path.stat().st_mtime_ns for path in done.glob("part-*")}
