import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Dataset, Split, write_keras_npz
from tests.sweep.engine import Pretended

pytestmark = pytest.mark.train

Output = pytest.CaptureFixture[str]
COMMAND = [str(Path(sys.executable).with_name("inkdigits")), "sweep"]
CNN = [
    *("cnn", "--vary", "dropout=0.1..0.5", "--vary", "learning_rate=log:1e-4..1e-1"),
    *("--set", "epochs=4", "--trials", "10", "--seeds", "2"),
]
NET = [
    *("mlp-500x3", "--vary", "learning_rate=log:1e-3..1e-1", "--vary", "dropout=0.0..0.5"),
    *("--trials", "6", "--parallel", "2", "--seeds", "2", "--set", "hidden=8"),
    *("--set", "epochs=2", "--set", "batch_size=20", "--set", "validation=0.2"),
]


@pytest.fixture(autouse=True)
def one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """More threads than cores that are free wait for each other."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="module")
def digits(uci: Split, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of 300 real digits to train on and 100 to ask."""
    assert uci.train.labels is not None
    assert uci.test is not None
    assert uci.test.labels is not None
    known = Dataset(uci.train.images[:300], uci.train.labels[:300], "known", "a test")
    asked = Dataset(uci.test.images[:100], uci.test.labels[:100], "asked", "a test")
    target = tmp_path_factory.mktemp("digits") / "digits.npz"
    write_keras_npz(target, Split(known, asked))
    return str(target)


def without_own(document: Any) -> Any:
    """What hangs on neither clock nor folder."""
    if isinstance(document, dict):
        own = ("run", "runs", "train_seconds", "seconds", "report")
        return {key: without_own(value) for key, value in document.items() if key not in own}
    return [without_own(one) for one in document] if isinstance(document, list) else document


def pretend(monkeypatch: pytest.MonkeyPatch, **how: Any) -> list[tuple[int, int]]:
    """Let nothing be trained; return what engines were asked for: processes, cores of each."""
    asked = []

    def engine(workers: int, cores: int) -> Pretended:
        asked.append((workers, cores))
        return Pretended(**how)

    monkeypatch.setattr("inkdigits.engines.LocalEngine", engine)
    return asked


def test_a_sweep_finds_shows_and_keeps(
    digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    pretend(monkeypatch)
    arguments = ["sweep", *CNN, "--data", digits, "--out", str(tmp_path)]
    assert main([*arguments, "--json"]) == 0
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert list(document) == [
        "model", "trials", "best", "default", "importance", "winner", "report"
    ]  # fmt: skip
    assert document["trials"]["total"] == 10
    assert document["default"]["params"] == {"dropout": 0.4, "learning_rate": 0.001}
    best = document["best"]
    assert best["validation"]["accuracy"] > document["default"]["validation"]["accuracy"]
    assert document["winner"]["seeds"] == [1, 2]
    assert Path(document["report"]).is_file()
    lines = output.err.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("trial ")
    assert "; 1 of 10 trials, best " in lines[0]
    assert "; 10 of 10 trials, best " in lines[9]
    assert lines[10] == f"training the best, trial {best['number']}, with 2 other seeds"

    # Asked again, it has all answers.
    assert main(arguments) == 0
    output = capsys.readouterr()
    assert output.out.startswith("cnn: 10 trials, ")
    assert "\ndefault: 73.33 % right, 267 wrong of 1,000 " in output.out
    assert f"\nbest, trial {best['number']}: " in output.out
    assert f"\n  dropout={best['params']['dropout']:.3g}, learning_rate=" in output.out
    assert "\ntest, 2 other seeds: " in output.out
    assert "\ntrain it again: inkdigits train cnn --set epochs=4 --set dropout=" in output.out
    assert output.out.endswith(f"the report: {tmp_path / 'report.html'}\n")


def test_cores_are_shared_out(digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pretend(monkeypatch)
    for cores, parallel in (("4", "2"), ("4", "3"), ("2", "8")):
        monkeypatch.setenv("OMP_NUM_THREADS", cores)
        monkeypatch.setattr("inkdigits.recognizer._cpus._quota", lambda cgroup: float("inf"))
        monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(16)))
        out = str(tmp_path / (cores + parallel))
        assert main(["sweep", *CNN, "--data", digits, "--parallel", parallel, "--out", out]) == 0
    assert asked == [(2, 2), (3, 1), (2, 1)]


def test_if_every_trial_fails_it_fails(
    digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    pretend(monkeypatch, fails=lambda job: True)
    assert main(["sweep", *CNN, "--data", digits, "--out", str(tmp_path)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines()[-1] == (
        "inkdigits: none of 10 trials ran to its end, for the reasons above; set or vary something "
        "else"
    )
    assert "): failed: it was to fail; 3 of 10 trials\n" in output.err


def test_what_is_decided_for_the_user_is_said(
    digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    pretend(monkeypatch)
    arguments = ["ann", "--vary", "hidden=16,32", "--data", digits, "--out", str(tmp_path)]
    assert main(["sweep", *arguments]) == 0
    assert capsys.readouterr().err.startswith(
        "ann trains on all digits; here 10 % are held out, to choose on\n"
        "there are no more than 3 different trials\n"
    )


def test_ctrl_c_says_how_to_go_on(
    digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def stop(job: Any) -> bool:
        raise KeyboardInterrupt

    pretend(monkeypatch, fails=stop)
    assert main(["sweep", *CNN, "--data", digits, "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "inkdigits: stopped; the same command carries the sweep on\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cnn"], "got no --vary, wanted at least one, such as --vary learning_rate="),
        (["lenet", "--vary", "k=1,2"], "there is no model called 'lenet'"),
        (["cnn", "--vary", "kernel=3,5"], "cnn has no setting 'kernel'; it has: filters, "),
        (["cnn", "--vary", "dropout=0.1..2"], "got dropout=2.0, wanted at least 0 and less"),
        (["cnn", "--vary", "epochs=1,2", "--set", "epochs=3"], "got --vary epochs and --set"),
        (["cnn", "--vary", "epochs=1,2", "--address", "auto"], "got --address without --engine"),
        (
            ["cnn", "--vary", "epochs=1,2", "--address", "auto", "--engine", "ray"],
            "got --address without --parallel; say how many trainings",
        ),
        (["cnn", "--vary", "epochs=1,2", "--storage", "mysql://a/b"], "--storage: got something"),
        (["cnn", "--vary", "epochs=1,2", "--data", "nowhere.csv"], "nowhere.csv: no dataset"),
        (["cnn", "--vary", "epochs=1,2", "--trials", "1"], "Invalid value for '--trials'"),
    ],
)
def test_bad_usage_is_answered_in_one_sentence(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
) -> None:
    monkeypatch.chdir(tmp_path)
    if "--data" not in arguments:
        arguments = [*arguments, "--data", "embedded"]
    assert main(["sweep", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"inkdigits: {message}")
    assert output.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def finished_runs(out: Path) -> int:
    return len(list(out.glob("runs/*/*/*/metrics.json")))


@pytest.mark.slow
def test_a_killed_sweep_goes_on_to_the_result_of_an_undisturbed_one(
    digits: str, tmp_path: Path, capsys: Output
) -> None:
    killed, undisturbed = tmp_path / "killed", tmp_path / "undisturbed"
    arguments = [*NET, "--data", digits, "--json"]
    for wanted in (1, 3):
        process = subprocess.Popen([*COMMAND, *arguments, "--out", str(killed)])
        end = time.monotonic() + 240
        while finished_runs(killed) < wanted:
            assert process.poll() is None
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    documents = []
    for out in (killed, undisturbed):
        assert main(["sweep", *arguments, "--out", str(out)]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    assert without_own(documents[0]) == without_own(documents[1])
    rows = [
        without_own(json.loads((out / "results.json").read_text())) for out in (killed, undisturbed)
    ]
    assert rows[0] == rows[1]
    # No trial was trained twice.
    assert len(list(killed.glob("runs/*/*/*"))) == 6
    assert np.isfinite(documents[0]["winner"]["test"]["mean"])
