from dataclasses import replace
from typing import Any

import numpy as np

from inkdigits.data import Dataset
from inkdigits.evaluation import evaluate, require_labels
from inkdigits.evaluation.figures import write_evaluation
from inkdigits.files import write_json, write_text
from inkdigits.models import ConvnetRecipe, FinetuneRecipe, GradientRecipe, member_recipes
from inkdigits.recognizer import Recognizer
from inkdigits.training._environment import describe_environment
from inkdigits.training._export import write_card
from inkdigits.training._gain import measure_gain
from inkdigits.training._run import Run
from inkdigits.training._statistics import run_statistics

# Share of the validation digits that may be taken for no digit.
_REJECTED = 0.002


def measure(run: Run, trained: int, validation: Dataset | None, test: Dataset | None) -> None:
    """Measure what a run came to; write its card, the report and, last of all, `metrics.json`.

    Args:
        run: with its model in it.
        trained: how many digits it was trained on.
        validation: the part that was held out; None where none was.
        test: the test part; None where there is none, and the report is of the validation part.
    """
    recognizer = run.answers()
    metrics = _training_figures(run, trained)
    for part, dataset in (("validation", validation), ("test", test)):
        if dataset is None:
            continue
        probabilities = recognizer.predict_proba(dataset.images)
        labels = require_labels(dataset)
        evaluation = evaluate(probabilities, labels, run.recipe.model, dataset.name)
        metrics[part] = evaluation.to_json()
        if dataset is (test or validation):
            statistics = run_statistics(recognizer, validation, dataset, probabilities)
            metrics["statistics"] = statistics.to_json()
            write_evaluation(
                run.path,
                evaluation,
                probabilities,
                dataset,
                statistics=statistics,
                history=run.history if isinstance(run.recipe, GradientRecipe) else None,
                recipe={"data": run.data, **run.recipe.to_json()},
                environment=describe_environment(),
                train_seconds=metrics["train_seconds"],
            )
    measured = {
        metrics[part]["data"]: {key: metrics[part][key] for key in ("n", "errors", "accuracy")}
        for part in ("validation", "test")
        if metrics[part]
    }
    if isinstance(run.recipe, FinetuneRecipe):
        metrics |= measure_gain(run, run.recognizer(), validation, test)
    threshold = _reject_threshold(run, validation)
    card = replace(recognizer.card, measured=measured, reject_threshold=threshold)
    if run.model_file.suffix == ".onnx":
        write_card(run.model_file, card)
    else:
        write_text(run.path / "card.json", card.to_json())
    write_json(run.path / "metrics.json", metrics)


def _training_figures(run: Run, trained: int) -> dict[str, Any]:
    """What `metrics.json` says of the training, with room for what is measured."""
    history = run.history
    seconds = sum(row["seconds"] for row in history)
    passes: float = len(history)
    if isinstance(run.recipe, ConvnetRecipe):  # whose last epoch may be a part of one
        passes = sum(member.epochs for member in member_recipes(run.recipe))
    return {
        "run": str(run.path),
        "model": run.recipe.model,
        "seed": run.recipe.seed,
        "epochs": len(history),
        "train_seconds": round(seconds, 3),
        "images_per_second": round(trained * passes / seconds, 1),
        "validation": None,
        "test": None,
        "statistics": None,
    }


def _reject_threshold(run: Run, validation: Dataset | None) -> float:
    """The non-digit score above which an answer is rejected.

    1, which rejects nothing, for a net that was shown nothing but digits.
    """
    recipe = run.recipe
    if isinstance(recipe, FinetuneRecipe):
        # A few dozen digits held out cannot tell where one in five hundred would lie.
        return Recognizer(run.source).card.reject_threshold
    if validation is None or not isinstance(recipe, ConvnetRecipe) or not recipe.non_digits:
        return 1.0
    scores = run.recognizer().non_digit_score(validation.images)
    # Not rounded: a net that is sure of itself would get 0, above which everything is.
    return float(np.quantile(scores, 1 - _REJECTED))
