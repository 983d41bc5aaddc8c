import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from inkdigits.data import Dataset, Split, dataset_hash
from inkdigits.errors import InputError, WorkError
from inkdigits.evaluation import evaluate, fit_temperature, sure_confidence
from inkdigits.training import EpochRow, Run, divide, load_run, train
from tests.training.conftest import Trained

# Dropout, augmentation and a schedule: everything that draws or changes from step to step.
EVERYTHING: dict[str, Any] = {
    "epochs": 3,
    "batch_size": 64,
    "seed": 5,
    "augmentation": "affine",
    "schedule": "cosine",
}

# A rate at which the validation loss soon goes up and down.
STOPS_EARLY: dict[str, Any] = {
    "epochs": 30,
    "early_stopping": 2,
    "validation": 0.2,
    "learning_rate": 0.02,
    "activation": "relu",
}


def lessons(run: Run) -> list[EpochRow]:
    """The history without the clock."""
    return [{key: row[key] for key in row if key != "seconds"} for row in run.history]


def same_weights(run: Run, other: Run) -> bool:
    pairs = zip(run.keras_model().get_weights(), other.keras_model().get_weights(), strict=True)
    return all(np.array_equal(ours, theirs) for ours, theirs in pairs)


def test_the_run_folder_holds_what_the_design_says(trained: Trained) -> None:
    run = trained("cnn", epochs=1)
    files = {str(file.relative_to(run.path)) for file in run.path.rglob("*") if file.is_file()}
    assert files == {
        "recipe.json",
        "environment.json",
        "history.csv",
        "metrics.json",
        "checkpoint/epoch-0001.keras",
        "checkpoint/preprocessing.npz",
        "model.onnx",
        "model.keras",
        "figures/training-curves.png",
        "figures/confusion-matrix.png",
        "figures/worst-mistakes.png",
        "figures/reliability.png",
        "figures/risk-coverage.png",
        "report.html",
    }


def test_the_metrics_are_those_of_the_exported_file(trained: Trained, uci: Split) -> None:
    run = trained("cnn", epochs=1)
    metrics = run.metrics
    assert list(metrics) == ["run", "model", "seed", "epochs", "train_seconds",
                             "images_per_second", "validation", "test", "statistics"]  # fmt: skip
    assert metrics["run"] == str(run.path)
    assert (metrics["model"], metrics["seed"], metrics["epochs"]) == ("cnn", 0, 1)
    seconds = run.history[0]["seconds"]
    assert metrics["train_seconds"] == pytest.approx(seconds, abs=1e-3)
    assert metrics["images_per_second"] == pytest.approx((1297 - 129) / seconds, abs=0.1)
    _, validation = divide(uci.train, run.recipe)
    assert validation is not None
    for part, digits in (("validation", validation), ("test", uci.evaluation)):
        assert digits.labels is not None
        probabilities = run.recognizer().predict_proba(digits.images)
        expected = evaluate(probabilities, digits.labels, "cnn", digits.name)
        assert metrics[part] == json.loads(json.dumps(expected.to_json()))
    assert metrics["test"]["accuracy"] > 0.5, "a net that has learnt, not one that guesses"


def test_the_validation_part_chooses_for_the_statistics(trained: Trained, uci: Split) -> None:
    run = trained("cnn", epochs=1)
    statistics = run.metrics["statistics"]
    _, validation = divide(uci.train, run.recipe)
    assert validation is not None
    assert validation.labels is not None
    recognizer = run.recognizer()
    answers = recognizer.predict_proba(validation.images)
    assert statistics["sure"]["confidence"] == sure_confidence(answers, validation.labels)
    assert statistics["sure"]["chosen_on"] == "uci-digits-train-validation"
    effect = statistics["temperature"]
    logits = recognizer.predict_logits(validation.images)
    assert recognizer.card.temperature == 1, "Keras' nets are left as they are"
    assert effect["temperature"] == fit_temperature(logits, validation.labels)
    assert (effect["in_file"], effect["fitted_on"]) == (False, "uci-digits-train-validation")
    assert effect["before"]["loss"] == pytest.approx(run.metrics["test"]["loss"], abs=1e-5)


def test_the_environment_names_the_data(trained: Trained, uci: Split) -> None:
    run = trained("cnn", epochs=1)
    environment = json.loads((run.path / "environment.json").read_text())
    assert environment["packages"]["torch"]
    assert environment["data"]["n"] == 1297
    assert environment["data"]["sha256"] == dataset_hash(uci.train)


def test_the_history_has_the_validation_that_keras_measured(trained: Trained, uci: Split) -> None:
    run = trained("cnn", epochs=1)
    (row,) = run.history
    assert row["epoch"] == 1
    assert row["val_loss"] == pytest.approx(run.metrics["validation"]["loss"], rel=1e-4)
    assert row["val_accuracy"] == pytest.approx(run.metrics["validation"]["accuracy"])
    assert 0 < row["accuracy"] < 1


def test_same_seed_same_result(trained: Trained, uci: Split, tmp_path: Path) -> None:
    first = trained("cnn-functional", **EVERYTHING)
    random.seed(99)
    np.random.seed(99)  # noqa: NPY002  # what the caller did before must not matter
    torch.manual_seed(99)
    second = train("cnn-functional", uci, out=tmp_path, **EVERYTHING)
    assert lessons(second) == lessons(first)
    assert same_weights(second, first)
    assert second.metrics["test"] == first.metrics["test"]


def test_other_seed_other_result(trained: Trained) -> None:
    first, other = trained("ann", epochs=1), trained("ann", epochs=1, seed=1)
    assert lessons(first) != lessons(other)
    assert not same_weights(first, other)


def test_cosine_brings_the_rate_to_nothing(trained: Trained) -> None:
    rates = [row["learning_rate"] for row in trained("cnn-functional", **EVERYTHING).history]
    # Half a cosine over the steps of three epochs.
    expected = [1e-3 * (1 + np.cos(np.pi * epoch / 3)) / 2 for epoch in (1, 2, 3)]
    assert rates == pytest.approx(expected, abs=1e-8)


def test_without_validation_everything_is_trained_on(trained: Trained) -> None:
    run = trained("ann", epochs=1)
    assert run.recipe.validation == 0
    assert run.metrics["validation"] is None
    assert set(run.history[0]) == {"epoch", "loss", "accuracy", "learning_rate", "seconds"}
    assert run.metrics["images_per_second"] * run.history[0]["seconds"] == pytest.approx(1297, 0.01)


def test_early_stopping_goes_back_to_the_best_epoch(trained: Trained) -> None:
    run = trained("ann", **STOPS_EARLY)
    losses = [row["val_loss"] for row in run.history]
    best = int(np.argmin(losses))
    assert len(losses) < STOPS_EARLY["epochs"]
    assert len(losses) - 1 == best + STOPS_EARLY["early_stopping"]
    assert run.metrics["validation"]["loss"] == pytest.approx(losses[best], rel=1e-4)
    assert losses[best] < losses[-1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"epochs": 2}, "the loss became nan in epoch 1, batch 2; lower the learning rate, which "
         r"is 1e\+30 here: --set learning_rate=1e\+29$"),
        ({"epochs": 1, "batch_size": 2000}, "the validation loss became nan in epoch 1; lower the"),
        ({"epochs": 1, "batch_size": 2000, "validation": 0}, "the trained net answers with NaN, "
         "wanted probabilities; train anew with a lower learning_rate$"),
    ],
)  # fmt: skip
def test_a_loss_that_is_no_number_stops_the_run(
    uci: Split, tmp_path: Path, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(WorkError, match=message):
        train(
            "mlp-500x3", uci, out=tmp_path, **{"batch_size": 500, "learning_rate": 1e30} | settings
        )
    (run,) = (tmp_path / "mlp-500x3").iterdir()
    assert load_run(run).recipe.learning_rate == 1e30
    assert not (run / "metrics.json").exists()
    assert not (run / "model.onnx").exists()


def test_the_callers_chances_are_left_alone(uci: Split, tmp_path: Path) -> None:
    def states() -> list[Any]:
        kind, keys, *rest = np.random.get_state()  # noqa: NPY002
        return [random.getstate(), kind, keys.tolist(), rest, torch.get_rng_state().tolist()]

    before = states()
    with pytest.raises(WorkError):  # also where it goes wrong
        train("mlp-500x3", uci, out=tmp_path, batch_size=500, learning_rate=1e30)
    assert states() == before


@pytest.mark.parametrize(
    ("model", "settings", "message"),
    [
        ("lenet", {}, "there is no model called 'lenet'; the models are: ann, "),
        ("cnn", {"kernel": 5}, "cnn has no setting 'kernel'; it has: filters, "),
        ("cnn", {"kernel_size": 40}, "got kernel_size=40 for a layer that is given 28×28 pixels"),
        ("cnn", {"label_smoothing": 0.1}, "wanted loss=categorical_crossentropy"),
        ("cnn", {"validation": 0.0001}, r"cannot hold out 0\.0001 of 1297 digits; wanted a number"),
        ("cnn", {"holdout": "writers"}, "nothing says who wrote each digit"),
    ],
)
def test_what_cannot_be_trained_leaves_no_folder(
    uci: Split, tmp_path: Path, model: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        train(model, uci, out=tmp_path / "runs", **settings)
    assert not (tmp_path / "runs").exists()


def test_digits_without_labels_cannot_be_trained_on(uci: Split, tmp_path: Path) -> None:
    unlabelled = Dataset(uci.train.images, None, "test.csv", "")
    with pytest.raises(InputError, match="got digits without labels, wanted labelled ones"):
        train("ann", Split(unlabelled, None), out=tmp_path / "runs")
    assert not (tmp_path / "runs").exists()
