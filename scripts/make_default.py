"""Make the recognizer that comes with the package: `src/inkdigits/recognizer/default.onnx`.

Trains each candidate on MNIST's training part less the writers held out, and keeps the one that
errs least on those writers' digits. The test part chooses nothing; it is measured once the choice
is made, and its figure goes into the card.

    python scripts/make_default.py
"""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from inkdigits import training
from inkdigits.cli._training_bar import TrainingBar
from inkdigits.data import Split, load_dataset
from inkdigits.files import atomic_path
from inkdigits.recognizer import DEFAULT_PATH
from inkdigits.training import Run, divide, write_card

MODEL = "cnn-functional"
COMMON: dict[str, Any] = {"augmentation": "affine", "schedule": "cosine"}
CANDIDATES: tuple[dict[str, Any], ...] = (
    {"epochs": 10, "dropout": 0.3, "kernel_size": 3},
    {"epochs": 10, "dropout": 0.3, "kernel_size": 5},
)
LARGEST = 2_000_000

# Share of the held-out writers' digits that may be called doubtful.
DOUBTFUL = 0.005


def main() -> None:
    split = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        runs = [train(settings, split, Path(folder)) for settings in CANDIDATES]
        best = min(runs, key=lambda run: run.metrics["validation"]["errors"])
        install(best, split)


def train(settings: dict[str, Any], split: Split, folder: Path) -> Run:
    with TrainingBar() as bar:
        run = training.train(MODEL, split, out=folder, progress=bar, **COMMON, **settings)
    validation = run.metrics["validation"]
    size = (run.path / "model.onnx").stat().st_size
    print(f"{settings}: {validation['errors']} wrong of {validation['n']} held out, {size:,} bytes")
    if size > LARGEST:
        raise SystemExit(f"{size:,} bytes are more than the {LARGEST:,} that may ship")
    return run


def install(run: Run, split: Split) -> None:
    """Copy the run's file, with the confidence below which an answer is called doubtful."""
    _, validation = divide(split.train, run.recipe)
    assert validation is not None
    recognizer = run.recognizer()
    confidence = recognizer.predict_proba(validation.images).max(axis=1)
    threshold = float(np.quantile(confidence, DOUBTFUL))
    with atomic_path(DEFAULT_PATH) as temporary:
        temporary.write_bytes((run.path / "model.onnx").read_bytes())
    write_card(DEFAULT_PATH, replace(recognizer.card, reject_threshold=round(threshold, 3)))
    test = run.metrics["test"]
    print(f"installed {run.recipe.to_json()}")
    print(f"doubtful below {threshold:.3f}; test: {test['accuracy']:.2%}, {test['errors']} wrong")


if __name__ == "__main__":
    main()
