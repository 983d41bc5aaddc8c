import os
import time
from pathlib import Path

import pytest

from inkdigits.engines import LocalEngine


def who(_: int) -> int:
    time.sleep(0.05)  # so that there is something left for the others
    return os.getpid()


def leave_mark(item: tuple[Path, float]) -> None:
    mark, seconds = item
    mark.with_suffix(".begun").touch()
    time.sleep(seconds)
    mark.touch()


def die_at(item: tuple[Path, int]) -> int:
    marks, number = item
    if number == 1 and not (marks / "died").exists():
        (marks / "died").touch()
        os._exit(1)
    return number


def test_the_same_processes_do_every_batch() -> None:
    with LocalEngine(1).hold(who) as do:
        (process,) = {process for _ in range(3) for _, process in do(range(3))}
    assert process != os.getpid()
    assert not Path(f"/proc/{process}").exists()


def test_the_next_batch_may_hang_on_the_answers_of_the_last() -> None:
    with LocalEngine(1).hold(abs) as do:
        first = [answer for _, answer in do([-3, -4])]
        assert sorted(do([-10 * answer for answer in first])) == [(-40, 40), (-30, 30)]


def test_a_process_that_died_is_replaced_for_the_batches_to_come(tmp_path: Path) -> None:
    with LocalEngine(1).hold(die_at) as do:
        for _ in range(2):
            answers = sorted(answer for _, answer in do([(tmp_path, n) for n in range(3)]))
            assert answers == [0, 1, 2]


def test_ctrl_c_ends_what_runs_at_once(tmp_path: Path) -> None:
    began = time.monotonic()

    def stop(mark: Path) -> None:
        with LocalEngine(1).hold(leave_mark) as do:
            list(do([(mark, 0.0)]))
            batch = do([(tmp_path / "second", 0.0), (tmp_path / "long", 300.0)])
            next(batch)
            while not (tmp_path / "long.begun").exists():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop(tmp_path / "first")
    assert time.monotonic() - began < 60
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "long").exists()
