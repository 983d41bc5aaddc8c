import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Split, export_dataset
from inkdigits.models import REGISTRY
from inkdigits.recognizer import Recognizer

pytestmark = pytest.mark.train

Output = pytest.CaptureFixture[str]
COMMAND = [str(Path(sys.executable).with_name("inkdigits"))]
ANN = ["train", "ann", "--data", "embedded", "--set", "epochs=2"]
# A small net with dropout, so that chances matter; many steps, so that a signal lands among them.
SLOW = [
    *("cnn", "--data", "embedded", "--seed", "7", "--set", "epochs=4", "--set", "batch_size=4"),
    *("--set", "filters=8", "--set", "hidden=32"),
]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What `train --json` says on stdout and on stderr, from a process of its own."""
    out = tmp_path_factory.mktemp("runs")
    done = subprocess.run(
        [*COMMAND, *ANN, "--seed", "4", "--out", str(out), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout, done.stderr


def test_json_is_one_document_and_nothing_else(finished: tuple[str, str]) -> None:
    document = json.loads(finished[0])
    assert list(document) == ["run", "model", "seed", "epochs", "train_seconds",
                              "images_per_second", "validation", "test", "statistics"]  # fmt: skip
    assert (document["model"], document["seed"], document["epochs"]) == ("ann", 4, 2)
    assert document["validation"] is None
    assert document["test"]["n"] == 500
    assert document["test"]["errors"] == round(500 * (1 - document["test"]["accuracy"]))
    assert json.loads((Path(document["run"]) / "metrics.json").read_text()) == document


def test_progress_is_a_line_for_each_epoch_on_stderr(finished: tuple[str, str]) -> None:
    lines = [line for line in finished[1].splitlines() if line.startswith("epoch ")]
    assert [line.split(":")[0] for line in lines] == ["epoch 1", "epoch 2"]
    assert all("loss" in line and line.endswith(" s") for line in lines)
    assert "Traceback" not in finished[1]
    assert "Warning" not in finished[1]


def test_a_finished_run_is_resumed_to_the_same_metrics(
    finished: tuple[str, str], capsys: Output
) -> None:
    document = json.loads(finished[0])
    assert main(["train", "--resume", document["run"]]) == 0
    out = capsys.readouterr().out
    test = document["test"]
    assert out.startswith(f"ann: 2 epochs in {document['train_seconds']:.1f} s, ")
    assert f"{test['errors']} wrong of 500" in out
    assert f"the report: {Path(document['run']) / 'report.html'}\n" in out
    assert json.loads((Path(document["run"]) / "metrics.json").read_text()) == document


class Process:
    """`inkdigits train` in a process of its own, to be stopped by signals."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [*COMMAND, "train", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell that starts a job in the background makes it and its children deaf to Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def wait_for(self, condition: Callable[[], bool], seconds: float = 240) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert self._process.poll() is None, self._process.communicate()[1]
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.02)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def end(self) -> tuple[int, str, str]:
        out, err = self._process.communicate(timeout=240)
        return self._process.returncode, out, err

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


Start = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    processes: list[Process] = []

    def start_process(*arguments: str) -> Process:
        processes.append(Process(*arguments))
        return processes[-1]

    yield start_process
    for process in processes:
        process.kill()


def epochs_in(history: Path) -> int:
    return len(history.read_text().splitlines()) - 1 if history.exists() else 0


def only_run(out: Path) -> Path | None:
    runs = list(out.glob("cnn/*"))
    assert len(runs) <= 1
    return runs[0] if runs else None


def without_clock(metrics: dict[str, Any]) -> dict[str, Any]:
    own = ("run", "train_seconds", "images_per_second")
    return {key: value for key, value in metrics.items() if key not in own}


def lessons(run: Path) -> list[str]:
    """The history without its last column, the seconds."""
    return [line.rpartition(",")[0] for line in (run / "history.csv").read_text().splitlines()]


def test_a_killed_run_resumes_to_the_result_of_an_undisturbed_one(
    start: Start, tmp_path: Path, uci: Split, capsys: Output
) -> None:
    out = tmp_path / "killed"
    first = start(*SLOW, "--out", str(out))
    # Killed before the first epoch ends: after the preprocessing is written, the net trains.
    first.wait_for(lambda: bool(list(out.glob("cnn/*/checkpoint/preprocessing.npz"))))
    first.send(signal.SIGKILL)
    assert first.end()[0] == -signal.SIGKILL
    run = only_run(out)
    assert run is not None
    history = run / "history.csv"
    assert epochs_in(history) == 0

    # Ctrl-C in the middle of the second epoch.
    second = start("--resume", str(run))
    second.wait_for(lambda: epochs_in(history) > 0)
    second.send(signal.SIGINT)
    code, output, messages = second.end()
    assert code == 1
    assert output == ""
    assert messages.splitlines()[-1] == (
        f"inkdigits: stopped; carry the run on with: inkdigits train --resume {run}"
    )

    # Killed in the middle of the epoch after.
    done = epochs_in(history)
    third = start("--resume", str(run))
    third.wait_for(lambda: epochs_in(history) > done)
    third.send(signal.SIGKILL)
    third.end()
    assert 0 < done < epochs_in(history) < 4
    assert not (run / "metrics.json").exists()

    assert main(["train", "--resume", str(run), "--json"]) == 0
    resumed = json.loads(capsys.readouterr().out)
    assert main(["train", *SLOW, "--out", str(tmp_path / "undisturbed"), "--json"]) == 0
    undisturbed = json.loads(capsys.readouterr().out)
    assert without_clock(resumed) == without_clock(undisturbed)
    other = Path(undisturbed["run"])
    assert lessons(run) == lessons(other)
    images = uci.evaluation.images
    ours = Recognizer(run / "model.onnx").predict_logits(images)
    assert np.array_equal(ours, Recognizer(other / "model.onnx").predict_logits(images))
    assert {file.name for file in (run / "checkpoint").iterdir()} == {
        "epoch-0004.keras",
        "preprocessing.npz",
    }


DIVERGES = ["--set", "batch_size=500", "--set", "learning_rate=1e30"]


def test_a_loss_that_is_no_number_fails_with_a_sentence(tmp_path: Path, capsys: Output) -> None:
    arguments = ["train", "mlp-500x3", "--data", "embedded", *DIVERGES, "--out", str(tmp_path)]
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines()[-1] == (
        "inkdigits: the loss became nan in epoch 1, batch 2; lower the learning rate, which is "
        "1e+30 here: --set learning_rate=1e+29"
    )
    (run,) = (tmp_path / "mlp-500x3").iterdir()
    assert (run / "recipe.json").is_file()


def test_without_mnist_the_embedded_digits_are_trained_on(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY"):  # nobody listens there: as good as no network
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    out = bare_machine / "runs"
    # A rate at which it fails at once spares the test the training.
    assert main(["train", "mlp-500x3", *DIVERGES, "--out", str(out)]) == 1
    messages = capsys.readouterr().err
    assert "training on the embedded digits instead: 1,297 real digits, 8×8 enlarged" in messages
    assert "the loss became nan" in messages
    (run,) = (out / "mlp-500x3").iterdir()
    assert json.loads((run / "recipe.json").read_text())["data"] == "embedded"


def test_the_bundled_recognizer_learns_a_folder_of_digits(
    bare_machine: Path, uci: Split, capsys: Output
) -> None:
    few = uci.train.subset(np.arange(40))
    export_dataset(Split(few, None), "png", bare_machine / "mine")
    # The whole way at a rate of nothing, so that the answers stay as they are.
    assert main(
        [*("train", "convnet", "--from", "default", "--data", str(bare_machine / "mine")),
         *("--set", "epochs=1", "--set", "blend=0", "--out", str(bare_machine / "runs"))]
    ) == 0  # fmt: skip
    output = capsys.readouterr()
    assert output.out.startswith("convnet-wide: 1 epoch in ")
    lines = output.out.splitlines()
    assert lines[1] == "your digits held out:"
    assert lines[2].startswith("  before: ")
    assert "wrong of 10 (95 % interval " in lines[3]
    assert lines[3].partition(":")[2].split() == lines[2].partition(":")[2].split()
    assert lines[4].startswith("the recognizer: "), "MNIST is not at hand"
    assert output.err.splitlines()[-1] == (
        "your digits held out are read no better than before: keep the recognizer you had"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "wanted either a model to train or --resume RUN; see 'inkdigits models'"),
        (
            ["cnn", "--resume", "runs/cnn/1"],
            "wanted either a model to train or --resume RUN; see 'inkdigits models'",
        ),
        (
            ["--resume", "runs/cnn/1", "--set", "epochs=3"],
            "--resume follows the run's own recipe; leave out --set, --seed, --data, --device and "
            "--from",
        ),
        (
            ["--resume", "runs/cnn/1", "--seed", "0"],
            "--resume follows the run's own recipe; leave out --set, --seed, --data, --device and "
            "--from",
        ),
        (
            ["convnet", "--from", "default"],
            "got --from default without --data; wanted your own digits to learn from, a folder of "
            "images per class or a .csv",
        ),
        (
            ["convnet", "--from", "default", "--data", "mine", "--device", "cpu"],
            "got --device cpu with --from, which needs no more than the CPU; leave it out",
        ),
        (
            ["convnet-fast", "--from", "default", "--data", "mine"],
            "got the model convnet-fast to go on with default, which is convnet-wide; wanted "
            "convnet, whichever kind the source is, or convnet-wide",
        ),
        (
            ["lenet"],
            f"there is no model called 'lenet'; the models are: {', '.join(REGISTRY)}",
        ),
        (
            ["cnn", "--set", "epochs"],
            "got --set epochs, wanted --set key=value, such as --set epochs=3",
        ),
        (["cnn", "--set", "dropout=1"], "got dropout=1, wanted at least 0 and less than 1"),
        (["cnn", "--set", "pooling=median"], "got pooling=median, wanted one of: max, average"),
        (
            ["cnn", "--set", "kernel_size=40"],
            "got kernel_size=40 for a layer that is given 28×28 pixels, wanted at most 28",
        ),
        (["cnn", "--seed", "-1"], "got seed=-1, wanted 0 or more"),
        (
            ["cnn", "--device", "cpu"],
            "got --device cpu for cnn, which has no device to choose; leave it out",
        ),
        (
            ["convnet-fast", "--device", "gpu"],
            "got device=gpu, wanted one of: auto, cpu, cuda, mps",
        ),
        (
            ["cnn", "--data", "nowhere.csv"],
            "nowhere.csv: no dataset of this name and no such file; wanted mnist, uci-digits, "
            "embedded, mnist-c/fog (or another of its sets), or the path of a .csv, an .npz or a "
            "folder",
        ),
        (
            ["--resume", "nowhere"],
            f"nowhere{os.sep}recipe.json: no such file; wanted a run folder, as 'inkdigits train' "
            "makes",
        ),
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
    assert main(["train", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == f"inkdigits: {message}\n"
    assert not list(tmp_path.iterdir())


def test_an_unknown_setting_is_answered_with_those_there_are(capsys: Output) -> None:
    assert main(["train", "ann", "--set", "kernel=5"]) == 2
    assert capsys.readouterr().err.startswith(
        "inkdigits: ann has no setting 'kernel'; it has: hidden, activation, holdout, "
    )
