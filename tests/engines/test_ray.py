import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray

from benchmarks.scale.cluster import LocalCluster, local_cluster
from inkdigits.engines import RayEngine
from inkdigits.errors import InputError
from tests.engines import works

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A node with two cores; the only cluster that this process joins, see RayEngine."""
    with local_cluster(1, cores=2) as running:
        yield running
        ray.shutdown()


def test_the_smallest_cluster_which_it_starts_itself_works_on_all_items() -> None:
    code = (
        "from inkdigits.engines import RayEngine\n"
        "from tests.engines import works\n"
        "print(sorted(RayEngine(workers=1).map(works.square, range(6))))\n"
        "print(sorted(RayEngine(workers=1).map(works.square, range(6))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    answers = [(number, number * number) for number in range(6)]
    assert done.stdout == f"{answers}\n{answers}\n"


def test_a_process_that_is_killed_is_replaced_and_nothing_lost(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    items = [(number, tmp_path) for number in range(6)]
    answers = [answer for _, answer in RayEngine(cluster.address).map(works.die_once, items)]
    assert sorted(answers) == list(range(6))
    assert len(list(tmp_path.glob("3-*"))) == 2


def test_actors_have_their_share_of_the_cores(cluster: LocalCluster) -> None:
    engine = RayEngine(cluster.address, cores=2)
    answers = [answer for _, answer in engine.map(works.process, range(3))]
    assert len({process for process, _ in answers} - {os.getpid()}) == 1
    assert {threads for _, threads in answers} == {"2"}


def test_what_the_work_raises_is_raised(cluster: LocalCluster) -> None:
    with pytest.raises(KeyError, match="two is not known"):
        list(RayEngine(cluster.address).map(works.fail, range(4)))


def test_a_cluster_that_does_not_answer_is_told() -> None:
    with pytest.raises(InputError, match=r"^--address: no Ray cluster answers at 127.0.0.1:1; st"):
        list(RayEngine("127.0.0.1:1").map(works.square, [1]))
