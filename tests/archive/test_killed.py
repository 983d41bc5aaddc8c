import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from inkdigits.archive import Summary, read_archive
from inkdigits.engines import LocalEngine
from tests.archive.conftest import PAGES, make_job
from tests.archive.killed import done, kill, start, tables, wait_for_parts


@pytest.fixture(scope="module")
def undisturbed(scans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of a job that nothing happened to."""
    out = tmp_path_factory.mktemp("undisturbed")
    summary = read_archive([str(scans)], make_job(out), LocalEngine(1), 1)
    assert summary.pages == PAGES
    return tables(out)


def test_a_killed_job_is_carried_on_by_the_same_command(
    scans: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    job = start(scans, tmp_path, "--workers", "1")
    wait_for_parts(job, tmp_path, 2)
    before = kill(job, tmp_path)
    assert 2 <= len(before) < PAGES
    job = start(scans, tmp_path, "--workers", "1")
    said, told = job.communicate(timeout=120)
    assert (job.returncode, told) == (0, "")
    assert said.startswith(f"{PAGES} pages read, ")
    assert tables(tmp_path) == undisturbed
    assert before.items() < done(tmp_path).items()  # what was done was not done again


def test_a_killed_worker_is_replaced(
    scans: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    killed = list[int]()

    def follow(summary: Summary) -> None:
        if summary.pages and not killed:
            killed.extend(process.pid or 0 for process in multiprocessing.active_children())
            os.kill(killed[0], signal.SIGKILL)

    summary = read_archive([str(scans)], make_job(tmp_path), LocalEngine(2), 1, follow)
    assert len(killed) == 2
    assert (summary.pages, summary.errors) == (PAGES, 0)
    assert tables(tmp_path) == undisturbed
    assert list((tmp_path / "attempts").iterdir()) == []
