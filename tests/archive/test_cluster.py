from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.scale.cluster import LocalCluster, local_cluster
from inkdigits.archive import Summary, read_archive
from inkdigits.engines import LocalEngine, RayEngine
from tests.archive.conftest import PAGES, make_job
from tests.archive.killed import kill_at_work, start, tables

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Three nodes with a core each."""
    with local_cluster(3) as running:
        yield running


@pytest.fixture(scope="module")
def locally(scans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables that this machine's processes make."""
    out = tmp_path_factory.mktemp("locally")
    read_archive([str(scans)], make_job(out), LocalEngine(1), 1)
    return tables(out)


def test_a_job_whose_node_is_killed_ends_as_one_on_this_machine(
    cluster: LocalCluster, scans: Path, tmp_path: Path, locally: dict[str, bytes]
) -> None:
    killed = False

    def follow(summary: Summary) -> None:
        nonlocal killed
        if summary.pages and not killed:
            cluster.kill_node()
            killed = True

    engine = RayEngine(cluster.address)
    summary = read_archive([str(scans)], make_job(tmp_path), engine, 1, follow)
    assert killed
    assert (summary.pages, summary.errors) == (PAGES, 0)
    assert tables(tmp_path) == locally


def test_a_job_whose_driver_is_killed_is_carried_on(
    cluster: LocalCluster, scans: Path, tmp_path: Path, locally: dict[str, bytes]
) -> None:
    options = "--engine", "ray", "--address", cluster.address
    before = kill_at_work(start(scans, tmp_path, *options), tmp_path)
    summary = read_archive([str(scans)], make_job(tmp_path), RayEngine(cluster.address), 1)
    assert (summary.pages, summary.errors) == (PAGES, 0)
    assert tables(tmp_path) == locally
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "pages").iterdir()}
    assert before.items() <= after.items()
