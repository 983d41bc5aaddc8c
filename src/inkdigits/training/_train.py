from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from inkdigits import __version__
from inkdigits.data import Dataset, Split, dataset_hash, hold_out, load_dataset
from inkdigits.errors import InputError
from inkdigits.evaluation import evaluate, require_labels
from inkdigits.evaluation.figures import write_evaluation
from inkdigits.files import write_json
from inkdigits.models import (
    ClassicRecipe,
    ConvnetRecipe,
    GradientRecipe,
    Recipe,
    apply_settings,
    find_entry,
    member_recipes,
)
from inkdigits.recognizer import ModelCard, Recognizer
from inkdigits.training._environment import describe_environment
from inkdigits.training._export import export_onnx, write_card
from inkdigits.training._memory import keep_freed_memory
from inkdigits.training._progress import Silent, TrainingProgress
from inkdigits.training._run import Run, load_run, read_json
from inkdigits.training._trained import TrainedNet

# The file is compared with the net on this many digits: all of MNIST's test part.
_COMPARED = 10_000

# Share of the validation digits that may be taken for no digit.
_REJECTED = 0.002


def train(
    model: str,
    data: str | Path | Split = "mnist",
    *,
    out: str | Path = "runs",
    progress: TrainingProgress | None = None,
    **settings: Any,
) -> Run:
    """Train a model of the zoo and leave a finished run folder.

    Args:
        model: registry name, such as "cnn".
        data: what `load_dataset` takes, or a Split.
        out: folder of the runs.
        progress: who follows; None follows nothing.
        settings: changes to the model's recipe, such as `seed=1`, `epochs=3`, `kernel_size=5`.

    Returns:
        The finished run.

    Raises:
        InputError: unknown model or setting, unfit value, or unusable data.
        WorkError: the loss became NaN, or the exported file does not agree with the net.
    """
    recipe = apply_settings(find_entry(model).recipe, settings)
    split = data if isinstance(data, Split) else load_dataset(data)
    name = split.train.name if isinstance(data, Split) else str(data)
    require_labels(split.train)
    # Before there is a run folder, which these may refuse.
    parts = divide(split.train, recipe)
    if isinstance(recipe, ConvnetRecipe):
        from inkdigits.training import torch_engine

        recipe = torch_engine.settle(recipe)
    run = Run.create(Path(out), recipe, name)
    document = {**describe_environment(), "data": _describe_data(split.train)}
    write_json(run.path / "environment.json", document)
    return _carry_out(run, split, parts, progress or Silent())


def resume(
    path: str | Path, data: Split | None = None, *, progress: TrainingProgress | None = None
) -> Run:
    """Carry a stopped or killed run on to the result that it would have had undisturbed.

    Args:
        path: the run folder.
        data: the digits it was trained on; None loads them by the name in the run.
        progress: who follows; None follows nothing.

    Raises:
        InputError: no such run, or the data is not what the run began with.
        WorkError: see `train`.
    """
    run = load_run(path)
    split = load_dataset(run.data) if data is None else data
    _require_same_data(run, split.train)
    return _carry_out(run, split, divide(split.train, run.recipe), progress or Silent())


def _carry_out(
    run: Run, split: Split, parts: tuple[Dataset, Dataset | None], progress: TrainingProgress
) -> Run:
    try:
        trained = _fit(run, *parts, progress)
        _export(run, trained, split)
        _measure(run, len(parts[0]), parts[1], split.test)
    except KeyboardInterrupt as stop:
        stop.add_note(f"carry the run on with: inkdigits train --resume {run.path}")
        raise
    return run


def _fit(
    run: Run, train_part: Dataset, validation: Dataset | None, progress: TrainingProgress
) -> TrainedNet:
    """Let the recipe's engine train; an engine is imported only when it is needed."""
    keep_freed_memory()
    if isinstance(run.recipe, ConvnetRecipe):
        from inkdigits.training import torch_engine

        return torch_engine.fit(run, train_part, validation, progress)
    if isinstance(run.recipe, ClassicRecipe):
        from inkdigits.training import classic_engine

        return classic_engine.fit(run, train_part, validation, progress)
    from inkdigits.training import keras_engine

    return keras_engine.fit(run, train_part, validation, progress)


def divide(train: Dataset, recipe: Recipe) -> tuple[Dataset, Dataset | None]:
    """The training part and the validation part, as the recipe wants them.

    Raises:
        InputError: the recipe wants writers, and the dataset has none.
    """
    if not recipe.validation:
        return train, None
    method = recipe.holdout
    if method == "auto":
        method = "stratified" if train.writers is None else "writers"
    return hold_out(train, method, recipe.validation, recipe.seed)


def _export(run: Run, trained: TrainedNet, split: Split) -> None:
    card = ModelCard(
        name=run.recipe.model,
        recipe=run.recipe.to_json(),
        training_data=_describe_data(split.train),
        package_version=__version__,
    )
    digits = split.evaluation.images[:_COMPARED]
    export_onnx(trained, card, run.path / "model.onnx", digits)


def _measure(run: Run, trained: int, validation: Dataset | None, test: Dataset | None) -> None:
    """Evaluate the exported file; write its card, the report and, last of all, `metrics.json`."""
    recognizer = run.recognizer()
    history = run.history
    seconds = sum(row["seconds"] for row in history)
    passes: float = len(history)
    if isinstance(run.recipe, ConvnetRecipe):  # whose last epoch may be a part of one
        passes = sum(member.epochs for member in member_recipes(run.recipe))
    metrics: dict[str, Any] = {
        "run": str(run.path),
        "model": run.recipe.model,
        "seed": run.recipe.seed,
        "epochs": len(history),
        "train_seconds": round(seconds, 3),
        "images_per_second": round(trained * passes / seconds, 1),
        "validation": None,
        "test": None,
    }
    for part, dataset in (("validation", validation), ("test", test)):
        if dataset is None:
            continue
        probabilities = recognizer.predict_proba(dataset.images)
        labels = require_labels(dataset)
        evaluation = evaluate(probabilities, labels, run.recipe.model, dataset.name)
        metrics[part] = evaluation.to_json()
        if dataset is (test or validation):
            write_evaluation(
                run.path,
                evaluation,
                probabilities,
                dataset,
                history=history if isinstance(run.recipe, GradientRecipe) else None,
                recipe={"data": run.data, **run.recipe.to_json()},
                environment=describe_environment(),
                train_seconds=seconds,
            )
    measured = {
        metrics[part]["data"]: {key: metrics[part][key] for key in ("n", "errors", "accuracy")}
        for part in ("validation", "test")
        if metrics[part]
    }
    threshold = _reject_threshold(run.recipe, recognizer, validation)
    card = replace(recognizer.card, measured=measured, reject_threshold=threshold)
    write_card(run.path / "model.onnx", card)
    write_json(run.path / "metrics.json", metrics)


def _reject_threshold(recipe: Recipe, recognizer: Recognizer, validation: Dataset | None) -> float:
    """The non-digit score above which an answer is rejected.

    1, which rejects nothing, for a net that was shown nothing but digits.
    """
    if validation is None or not isinstance(recipe, ConvnetRecipe) or not recipe.non_digits:
        return 1.0
    scores = recognizer.non_digit_score(validation.images)
    # Not rounded: a net that is sure of itself would get 0, above which everything is.
    return float(np.quantile(scores, 1 - _REJECTED))


def _describe_data(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "source": dataset.source,
        "n": len(dataset),
        "sha256": dataset_hash(dataset),
    }


def _require_same_data(run: Run, train: Dataset) -> None:
    began_with = read_json(run.path / "environment.json", "wanted a run folder")["data"]
    if dataset_hash(train) != began_with["sha256"]:
        raise InputError(
            f"{run.path} began with {began_with['n']} digits of {began_with['name']}, got "
            f"{len(train)} other digits of {train.name}; resume it with the data it began with"
        )
