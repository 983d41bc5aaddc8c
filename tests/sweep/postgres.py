"""A real PostgreSQL server, from Debian's package or whatever else brings `initdb`."""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a server whose data lies in a folder; give the address of its database."""
    programs = {name: _find(name) for name in ("initdb", "pg_ctl")}
    data, sockets = folder / "data", folder / "sockets"
    data.mkdir()
    sockets.mkdir()
    as_user = _as_user(folder)
    port = _free_port()
    _run(*as_user, programs["initdb"], "-D", str(data), "-U", "me", "--auth=trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {sockets} -c fsync=off"
    log = str(folder / "sockets" / "log")
    control = (*as_user, programs["pg_ctl"], "-D", str(data))
    _run(*control, "-w", "-l", log, "-o", options, "start")
    try:
        yield f"postgresql://me@127.0.0.1:{port}/postgres"
    finally:
        _run(*control, "-m", "immediate", "stop")


def _find(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join(map(str, _PLACES))) or shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} on this machine: apt-get install postgresql")
    return found


def _as_user(folder: Path) -> tuple[str, ...]:
    """How to run a program as somebody else, if we are root: `initdb` refuses that."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("runuser") is None or subprocess.run(["id", "postgres"]).returncode:
        pytest.skip("initdb refuses to be run by root, and there is no user postgres")
    shutil.chown(folder / "data", "postgres")
    shutil.chown(folder / "sockets", "postgres")
    for above in (folder, *folder.parents[:-1]):
        # Those of pytest's own folders that only their owner may pass.
        if not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    return "runuser", "-u", "postgres", "--"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _run(*command: str) -> None:
    # To a file that nobody reads: the server keeps what it is given, and a pipe would never end.
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd="/"
    )
    assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}"
