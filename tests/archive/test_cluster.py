"""Jobs on a cluster of several nodes; each is a process, as a process joins one cluster only."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.scale.cluster import LocalCluster, local_cluster
from inkdigits.archive import read_archive
from inkdigits.engines import LocalEngine
from tests.archive.conftest import PAGES, make_job
from tests.archive.killed import done, kill, start, tables, wait_for_parts

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Four nodes with a core each."""
    with local_cluster(4) as running:
        yield running


@pytest.fixture(scope="module")
def locally(scans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables that this machine's processes make."""
    out = tmp_path_factory.mktemp("locally")
    read_archive([str(scans)], make_job(out), LocalEngine(1), 1)
    return tables(out)


def start_on(cluster: LocalCluster, scans: Path, out: Path) -> subprocess.Popen[str]:
    options = "--engine", "ray", "--address", cluster.address, "--workers", "2"
    return start(scans, out, *options)


def reading_processes() -> list[int]:
    """The cluster's processes that read."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return [int(number) for number, words in lines if words.startswith("ray::MapWorker")]


def require_whole(job: subprocess.Popen[str], out: Path, locally: dict[str, bytes]) -> None:
    said, told = job.communicate(timeout=240)
    assert job.returncode == 0, told
    assert said.startswith(f"{PAGES} pages read, ")
    assert tables(out) == locally


def test_a_job_whose_node_is_killed_ends_as_one_on_this_machine(
    cluster: LocalCluster, scans: Path, tmp_path: Path, locally: dict[str, bytes]
) -> None:
    job = start_on(cluster, scans, tmp_path)
    wait_for_parts(job, tmp_path, 1)
    cluster.kill_node()
    require_whole(job, tmp_path, locally)


def test_a_job_whose_worker_is_killed_ends_as_one_on_this_machine(
    cluster: LocalCluster, scans: Path, tmp_path: Path, locally: dict[str, bytes]
) -> None:
    job = start_on(cluster, scans, tmp_path)
    wait_for_parts(job, tmp_path, 1)
    os.kill(reading_processes()[0], signal.SIGKILL)
    require_whole(job, tmp_path, locally)


def test_a_job_whose_driver_is_killed_is_carried_on(
    cluster: LocalCluster, scans: Path, tmp_path: Path, locally: dict[str, bytes]
) -> None:
    job = start_on(cluster, scans, tmp_path)
    wait_for_parts(job, tmp_path, 2)
    before = kill(job, tmp_path)
    require_whole(start_on(cluster, scans, tmp_path), tmp_path, locally)
    assert before.items() <= done(tmp_path).items()
