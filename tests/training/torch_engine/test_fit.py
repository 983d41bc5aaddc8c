import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe
from inkdigits.training import Run, divide, load_run, resume, train
from tests.training.conftest import Trained
from tests.training.stopping import StopAt, stopped_run

SMALL: dict[str, Any] = {"filters": (8, 16), "pools": (1, 2), "batch_size": 32, "validation": 0.1}
ENSEMBLE: dict[str, Any] = SMALL | {
    "epochs": 1.5,
    "members": 2,
    "augmentation": "affine",
    "non_digits": 0.2,
    "averaging": 0.9,
    "normalize": True,
    "views": 5,
}


def lessons(run: Run) -> list[dict[str, float]]:
    """The history without the clock."""
    return [{key: row[key] for key in row if key != "seconds"} for row in run.history]


def test_it_learns_the_digits(trained: Trained, uci: Split) -> None:
    run = trained("convnet-fast", epochs=6, views=1, **SMALL)
    assert run.metrics["test"]["accuracy"] > 0.95
    assert [row["epoch"] for row in run.history] == [1, 2, 3, 4, 5, 6]
    assert run.history[-1]["val_accuracy"] == run.metrics["validation"]["accuracy"]
    assert (run.path / "model.pt").is_file()
    assert (run.path / "report.html").is_file()


def test_the_file_is_calibrated_on_the_validation_part(trained: Trained) -> None:
    run = trained("convnet-fast", epochs=6, views=1, **SMALL)
    # Label smoothing leaves a net that says 90 % where it is nearly always right.
    assert run.metrics["validation"]["loss"] < run.history[-1]["val_loss"]


def test_an_ensemble_stopped_again_and_again_ends_as_an_undisturbed_one(
    trained: Trained, uci: Split, tmp_path: Path
) -> None:
    undisturbed = trained("convnet-fast", **ENSEMBLE)
    assert len(undisturbed.history) == 4, "two members, an epoch and a half each"
    path = stopped_run(tmp_path, uci, "convnet-fast", (1, 20), **ENSEMBLE)
    for at in ((3, 20), (4, 20)):
        with pytest.raises(KeyboardInterrupt):
            resume(path, uci, progress=StopAt(*at))
    (path / "checkpoint" / "epoch-0001.pt").write_bytes(b"old")
    run = resume(path, uci)
    assert lessons(run) == lessons(undisturbed)
    digits = uci.evaluation.images
    expected = undisturbed.recognizer().predict_proba(digits)
    assert np.array_equal(run.recognizer().predict_proba(digits), expected)
    assert [file.name for file in (path / "checkpoint").iterdir()] == ["epoch-0004.pt"]


def test_a_varied_ensemble_trains_each_kind_for_its_own_time(uci: Split, tmp_path: Path) -> None:
    few = Split(uci.train.subset(np.arange(200)), uci.test)
    varied: dict[str, Any] = {"members": 4, "varied": True, "epochs": 1, "views": 1}
    varied |= {"batch_size": 8, "validation": 0}
    undisturbed = train("convnet-fast", few, out=tmp_path / "undisturbed", **varied)
    assert len(undisturbed.history) == 1 + 1 + 1 + 11
    # Stopped within the last kind, which alone has ten more epochs.
    run = resume(stopped_run(tmp_path, few, "convnet-fast", (9, 20), **varied), few)
    assert lessons(run) == lessons(undisturbed)
    assert run.metrics["test"]["accuracy"] > 0.8


def test_a_finished_run_stays_as_it_is(trained: Trained, uci: Split, tmp_path: Path) -> None:
    finished = trained("convnet-fast", **ENSEMBLE)
    copy = tmp_path / "copy"
    shutil.copytree(finished.path, copy)
    assert resume(copy, uci).metrics == finished.metrics | {"run": str(copy)}


@pytest.mark.parametrize(("content", "problem"), [(None, "no such file"), (b"PK", "damaged")])
def test_a_checkpoint_that_is_lost_or_damaged_is_told(
    uci: Split, tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = stopped_run(tmp_path, uci, "convnet-fast", (2, 20), **SMALL, epochs=2)
    checkpoint = path / "checkpoint" / "epoch-0001.pt"
    checkpoint.unlink()
    if content is not None:
        checkpoint.write_bytes(content)
    with pytest.raises(InputError, match=rf"epoch-0001\.pt: {problem}, though history\.csv counts"):
        resume(path, uci)


@pytest.mark.parametrize("epochs", [0.3, 1.01])
def test_a_part_of_an_epoch_is_trained_and_counted(trained: Trained, epochs: float) -> None:
    run = trained("convnet-fast", epochs=epochs, **SMALL)
    assert [row["epoch"] for row in run.history] == list(range(1, math.ceil(epochs) + 1))
    assert all(math.isfinite(row["loss"]) for row in run.history)
    digits = run.metrics["images_per_second"] * sum(row["seconds"] for row in run.history)
    assert digits == pytest.approx(epochs * (1297 - 129), rel=0.01)


def test_the_run_says_where_and_in_what_precision_it_was_trained(trained: Trained) -> None:
    run = trained("convnet-fast", epochs=0.3, **SMALL)
    recipe = load_run(run.path).recipe
    assert isinstance(recipe, ConvnetRecipe)
    assert recipe.device in ("cpu", "cuda", "mps")
    assert recipe.precision in ("float32", "bfloat16")
    assert run.recognizer().card.recipe == json.loads(json.dumps(recipe.to_json()))


@pytest.mark.skipif(torch.cuda.is_available(), reason="here is a CUDA device")
def test_a_device_that_is_not_there_leaves_no_run(uci: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="got device=cuda, which this machine"):
        train("convnet-fast", uci, out=tmp_path, device="cuda")
    assert not list(tmp_path.iterdir())


def test_the_seed_changes_the_net(trained: Trained, uci: Split) -> None:
    first, second = (trained("convnet-fast", epochs=1, seed=seed, **SMALL) for seed in (0, 1))
    digits = uci.evaluation.images
    ours = first.recognizer().predict_proba(digits)
    assert not np.array_equal(ours, second.recognizer().predict_proba(digits))
    assert load_run(first.path).recipe.seed == 0


def test_the_validation_digits_set_the_reject_threshold(trained: Trained, uci: Split) -> None:
    run = trained("convnet-fast", **ENSEMBLE)
    card = run.recognizer().card
    assert 0 < card.reject_threshold < 1
    _, validation = divide(uci.train, run.recipe)
    assert validation is not None
    rejected = run.recognizer().non_digit_score(validation.images) > card.reject_threshold
    assert rejected.mean() <= 0.01, "0.2 %, to a digit"
    without = trained("convnet-fast", epochs=6, views=1, **SMALL)
    assert without.recognizer().card.reject_threshold == 1


def test_a_net_shown_non_digits_rejects_noise(trained: Trained, rng: np.random.Generator) -> None:
    run = trained("convnet-fast", **ENSEMBLE)
    noise = rng.integers(0, 256, (50, 28, 28), np.uint8)
    scores = run.recognizer().non_digit_score(noise)
    assert (scores > run.recognizer().card.reject_threshold).mean() > 0.9
