"""Jobs that are killed, and what is left of them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


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
    command = [str(Path(sys.executable).with_name("inkdigits")), "read", str(source)]
    command += ["--out", str(out), "--format", "jsonl", "--files-a-part", "1", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_parts(job: subprocess.Popen[str], out: Path, count: int) -> None:
    """Wait until so many parts are done."""
    while len(list((out / "pages").glob("part-*"))) < count:
        assert job.poll() is None, job.communicate()
        time.sleep(0.01)


def kill(job: subprocess.Popen[str], out: Path) -> dict[str, int]:
    """Kill a job's driver; say when which part was done."""
    os.kill(job.pid, signal.SIGKILL)
    job.communicate()
    time.sleep(1)  # its processes notice
    return done(out)


def done(out: Path) -> dict[str, int]:
    """When which part was done."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "pages").glob("part-*")}
