import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from inkdigits.data import Split
from inkdigits.engines import LocalEngine
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe
from inkdigits.training import Run, divide, load_run, resume, train
from inkdigits.training.torch_engine._apart import member_run
from inkdigits.training.torch_engine._fitting import Fitting
from tests.training.stopping import StopAt

SMALL: dict[str, Any] = {
    "filters": (8, 16), "pools": (1, 2), "batch_size": 32, "validation": 0.1, "epochs": 1.5,
    "members": 2, "augmentation": "affine", "averaging": 0.9, "normalize": True, "views": 1,
    "precision": "float32",  # "auto" takes whichever is faster at the moment
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """As the processes have: more of them add floats up in another order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def in_turn(one_thread: None, uci: Split, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The ensemble whose nets were trained one after another."""
    return train("convnet-fast", uci, out=tmp_path_factory.mktemp("runs"), **SMALL)


class StopsAfter(LocalEngine):
    """This machine's processes, and someone who presses Ctrl-C after so many answers."""

    def __init__(self, answers: int) -> None:
        super().__init__(workers=1)
        self._left = answers

    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        for one in super().map(work, items):
            yield one
            self._left -= 1
            if not self._left:
                raise KeyboardInterrupt


class Steps:
    """Who follows how many nets are done."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int, int]] = []

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None: ...
    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None: ...
    def epoch(self, row: dict[str, float]) -> None: ...
    def end(self) -> None: ...

    def step(self, work: str, done: int, total: int) -> None:
        self.seen.append((work, done, total))


def lessons(run: Run) -> list[dict[str, float]]:
    return [{key: row[key] for key in row if key != "seconds"} for row in run.history]


def require_same(run: Run, other: Run, digits: np.ndarray[Any, Any]) -> None:
    assert lessons(run) == lessons(other)
    expected = other.recognizer().predict_proba(digits)
    assert np.array_equal(run.recognizer().predict_proba(digits), expected)


def test_nets_trained_side_by_side_are_those_trained_in_turn(
    in_turn: Run, uci: Split, tmp_path: Path
) -> None:
    follows = Steps()
    run = train("convnet-fast", uci, out=tmp_path, engine=LocalEngine(2), progress=follows, **SMALL)
    require_same(run, in_turn, uci.evaluation.images)
    nets = [(done, total) for work, done, total in follows.seen if work == "training the nets"]
    assert nets == [(0, 2), (1, 2), (2, 2)]


def stop_in_second_net(run: Run, data: Split) -> None:
    """Leave the second net as if it was stopped at the end of its last epoch but one."""
    own = member_run(run, 1)
    shutil.rmtree(own.path, ignore_errors=True)
    own.path.mkdir()
    assert isinstance(run.recipe, ConvnetRecipe)
    fitting = Fitting(own, run.recipe, *divide(data.train, run.recipe), StopAt(4, 18), member=1)
    with pytest.raises(KeyboardInterrupt):
        fitting.carry_out()
    assert [row["epoch"] for row in own.history] == [3]


def test_a_stopped_run_goes_on_with_the_nets_there_are(
    in_turn: Run, uci: Split, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        train("convnet-fast", uci, out=tmp_path, engine=StopsAfter(1), **SMALL)
    (path,) = (tmp_path / "convnet-fast").iterdir()
    assert stop.value.__notes__ == [f"carry the run on with: inkdigits train --resume {path}"]
    stop_in_second_net(load_run(path), uci)
    done = (path / "members" / "00" / "history.csv").stat().st_mtime_ns
    run = resume(path, uci)
    require_same(run, in_turn, uci.evaluation.images)
    assert (path / "members" / "00" / "history.csv").stat().st_mtime_ns == done, "not trained again"


@pytest.mark.parametrize(
    ("model", "settings", "message"),
    [
        ("convnet-fast", {}, "got workers for convnet-fast, which is one net; wanted an ensemble"),
        ("cnn", {}, "got workers for cnn, which is one model; wanted an ensemble"),
        ("lenet-4", {"members": 3, "boosted": True}, "got workers with boosted=true, where each"),
    ],
)
def test_what_has_no_nets_to_train_side_by_side_is_refused(
    model: str, settings: dict[str, Any], message: str, uci: Split, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message):
        train(model, uci, out=tmp_path, engine=LocalEngine(2), **settings)
    assert not list(tmp_path.iterdir())
