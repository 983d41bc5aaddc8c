import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inkdigits.engines import LocalEngine
from inkdigits.engines import _local as local
from inkdigits.errors import WorkError
from tests.engines import works


def test_all_items_are_worked_on_once() -> None:
    answers = list(LocalEngine(2).map(works.square, range(20)))
    assert sorted(answers) == [(number, number * number) for number in range(20)]


def test_nothing_to_do_is_done() -> None:
    assert list(LocalEngine(1).map(works.square, [])) == []


def test_each_process_has_its_cores_and_is_none_of_ours() -> None:
    answers = [answer for _, answer in LocalEngine(2, cores=3).map(works.process, range(8))]
    assert len({process for process, _ in answers}) <= 2  # one may have done it all
    assert os.getpid() not in {process for process, _ in answers}
    assert {threads for _, threads in answers} == {"3"}


def test_a_process_that_is_killed_is_replaced_and_nothing_lost(tmp_path: Path) -> None:
    items = [(number, tmp_path) for number in range(6)]
    answers = [answer for _, answer in LocalEngine(2).map(works.die_once, items)]
    assert sorted(answers) == list(range(6))
    assert len(list(tmp_path.glob("3-*"))) == 2


def test_processes_that_always_die_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_MOST_DEATHS", 2)
    with pytest.raises(WorkError, match=r"^the processes ended 2 times with nothing done; is ther"):
        list(LocalEngine(1).map(works.die, [1]))


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(KeyError, match="two is not known"):
        list(LocalEngine(1).map(works.fail, range(4)))


def test_processes_end_with_whoever_started_them() -> None:
    code = (
        "import multiprocessing, threading, time\n"
        "from inkdigits.engines import LocalEngine\n"
        "from tests.engines import works\n"
        "def tell():\n"
        "    while not (found := multiprocessing.active_children()): time.sleep(0.05)\n"
        "    time.sleep(1)\n"
        "    print(*(child.pid for child in found), flush=True)\n"
        "if __name__ == '__main__':\n"
        "    threading.Thread(target=tell).start()\n"
        "    list(LocalEngine(1).map(works.sleep, [1]))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        parent.kill()
    assert workers
    for _ in range(200):
        alive = [worker for worker in workers if Path(f"/proc/{worker}").exists()]
        if not alive:
            return
        time.sleep(0.05)
    pytest.fail(f"{alive} still there")
