import shutil
from pathlib import Path
from typing import Any

import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.training import Run, load_run, resume
from tests.training.conftest import Trained
from tests.training.stopping import StopAt, stopped_run
from tests.training.test_train import EVERYTHING, STOPS_EARLY, lessons, same_weights


def results(run: Run) -> dict[str, Any]:
    """The metrics without the folder and the clock."""
    own = ("run", "train_seconds", "images_per_second")
    return {key: value for key, value in run.metrics.items() if key not in own}


def require_same(run: Run, undisturbed: Run, uci: Split) -> None:
    assert lessons(run) == lessons(undisturbed)
    assert same_weights(run, undisturbed)
    assert results(run) == results(undisturbed)
    ours = run.recognizer().predict_proba(uci.evaluation.images)
    assert (ours == undisturbed.recognizer().predict_proba(uci.evaluation.images)).all()


def test_a_run_stopped_again_and_again_ends_as_an_undisturbed_one(
    trained: Trained, uci: Split, tmp_path: Path
) -> None:
    path = stopped_run(tmp_path, uci, "cnn-functional", (1, 5), **EVERYTHING)
    assert load_run(path).history == [], "not even the first epoch is done"
    for at in ((2, 1), (3, 9)):
        with pytest.raises(KeyboardInterrupt):
            resume(path, uci, progress=StopAt(*at))
    assert len(load_run(path).history) == 2
    # What a killed process may leave beside its checkpoint.
    (path / "checkpoint" / "epoch-0001.keras").write_bytes(b"old")
    (path / "checkpoint" / ".epoch-0003-x1y2.keras").write_bytes(b"half")
    run = resume(path, uci)
    require_same(run, trained("cnn-functional", **EVERYTHING), uci)
    left = {file.name for file in (path / "checkpoint").iterdir()}
    assert left == {"epoch-0003.keras", "preprocessing.npz"}


def test_early_stopping_counts_on_after_a_stop(
    trained: Trained, uci: Split, tmp_path: Path
) -> None:
    undisturbed = trained("ann", **STOPS_EARLY)
    last = len(undisturbed.history)
    path = stopped_run(tmp_path, uci, "ann", (last, 3), **STOPS_EARLY)
    require_same(resume(path, uci), undisturbed, uci)


def test_a_finished_run_stays_as_it_is(trained: Trained, uci: Split, tmp_path: Path) -> None:
    finished = trained("ann", epochs=1)
    copy = tmp_path / "copy"
    shutil.copytree(finished.path, copy)
    run = resume(copy, uci)
    assert run.metrics == finished.metrics | {"run": str(copy)}
    assert (copy / "history.csv").read_bytes() == (finished.path / "history.csv").read_bytes()
    require_same(run, finished, uci)


def test_other_data_is_refused(uci: Split, tmp_path: Path) -> None:
    path = stopped_run(tmp_path, uci, "ann", (1, 3), epochs=2)
    with pytest.raises(InputError) as caught:
        resume(path, Split(uci.evaluation, None))
    assert str(caught.value) == (
        f"{path} began with 1297 digits of uci-digits-train, got 500 other digits of "
        "uci-digits-test; resume it with the data it began with"
    )


def test_a_lost_checkpoint_is_told(uci: Split, tmp_path: Path) -> None:
    path = stopped_run(tmp_path, uci, "ann", (2, 3), epochs=2)
    (path / "checkpoint" / "epoch-0001.keras").unlink()
    with pytest.raises(InputError, match=r"epoch-0001\.keras: no such file, though history\.csv c"):
        resume(path, uci)


def test_what_is_no_run_cannot_be_resumed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="wanted a run folder, as 'inkdigits train' makes"):
        resume(tmp_path)
