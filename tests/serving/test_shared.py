"""What several workers count adds up, whoever is asked, and outlives each of them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from inkdigits.errors import WorkError
from inkdigits.serving._shared import shared_folder
from tests.serving.command import Command, serving, wait_for_workers
from tests.serving.pictures import PNG, one
from tests.serving.running import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="connections are dealt out on Linux"
)

MANY = 12  # connections, of which each worker gets some all but surely
CLASSIFIED = 'inkdigits_requests_total{method="POST",route="/v1/classify",status="200"}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where temporary files lie."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def command(folder: Path) -> Iterator[Command]:
    """Two workers that were asked already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        with serving("--workers", "2") as command:
            wait_for_workers(command, 2)
            classify(command, MANY)
            yield command


def classify(command: Command, times: int) -> float:
    """Returns how many have been counted after that."""
    before = scrape(command).get(CLASSIFIED, 0.0)
    for _ in range(times):  # each time by a new connection
        answer = httpx.post(
            f"{command.address}v1/classify", content=one(), headers=PNG, timeout=PATIENCE
        )
        assert answer.status_code == 200
    # They are counted when they have been answered: a moment later.
    wait_until(lambda: scrape(command).get(CLASSIFIED, 0.0) >= before + times)
    return before + times


def scrape(command: Command) -> dict[str, float]:
    text = httpx.get(f"{command.address}metrics", timeout=PATIENCE).text
    return {
        name: float(value) for name, value in re.findall(r"^(?!#)(.+) (\S+)$", text, re.MULTILINE)
    }


def test_whichever_worker_is_asked_shows_the_sums_of_all(command: Command) -> None:
    count = classify(command, MANY)
    for _ in range(MANY):
        shown = scrape(command)
        assert shown[CLASSIFIED] == count
        assert shown["inkdigits_received_bytes_total"] == count * len(one())
        assert shown['inkdigits_request_seconds_count{route="/v1/classify"}'] == count
        assert shown["inkdigits_batch_size_sum"] == count
        assert shown['inkdigits_batch_size_bucket{le="1.0"}'] == count
        assert shown["inkdigits_workers"] == 2
        assert shown['inkdigits_waiting{queue="classify"}'] == 0
        assert shown['inkdigits_threads{queue="read"}'] >= 2
        assert shown['inkdigits_busy_seconds_total{queue="classify"}'] > 0
        for worker in "01":
            assert shown[f'process_resident_memory_bytes{{worker="{worker}"}}'] > 1e7
            assert shown[f'process_cpu_seconds_total{{worker="{worker}"}}'] > 0


def test_what_a_worker_counted_outlives_it(command: Command, folder: Path) -> None:
    [shared] = folder.glob("inkdigits-*")
    assert shared.stat().st_mode & 0o077 == 0  # nobody else's
    files = {file.name for file in shared.iterdir()}
    before = scrape(command)[CLASSIFIED]
    started = len(command.started)
    os.kill(command.started[0], signal.SIGKILL)
    wait_until(lambda: any("a worker died" in line for line in command.log))
    # The connection may have been dealt out to the dead one, and wait for its successor.
    assert scrape(command)[CLASSIFIED] == before
    wait_for_workers(command, started + 1)
    assert classify(command, MANY) == scrape(command)[CLASSIFIED] == before + MANY
    assert scrape(command)["inkdigits_workers"] == 2
    assert {file.name for file in shared.iterdir()} == files  # it took those of the dead one


def test_one_that_is_dead_is_at_no_work(tmp_path: Path) -> None:
    # In a process of its own, since to join is for good.
    code = f"""
from pathlib import Path
from inkdigits.serving._metrics import Metrics
from inkdigits.serving._shared import join_counts, leave_counts
folder = Path({str(tmp_path)!r})
metrics = Metrics(join_counts(folder, 7))
metrics.open_queue("read", 3)
metrics.show_waiting("read", 5)
metrics.count_work("read", 0.5)
assert b'process_open_fds{{worker="7"}}' in metrics.exposition()
leave_counts(folder, 7)
print(metrics.exposition().decode())
"""
    shown = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert 'inkdigits_busy_seconds_total{queue="read"} 0.5' in shown
    for gone in ("inkdigits_waiting", "inkdigits_threads", "inkdigits_workers", "process_"):
        assert gone not in shown


def test_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(WorkError, match=r"No such file or directory.*in TMPDIR, or take one"):
        shared_folder().__enter__()
