from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from inkdigits.arrays import Images, Labels, Probabilities
from inkdigits.data import Dataset
from inkdigits.evaluation._evaluation import Evaluation, require_labels
from inkdigits.evaluation._statistics import Statistics
from inkdigits.evaluation.pictures._confusion import draw_confusion_matrix
from inkdigits.evaluation.pictures._curves import History, best_epoch, draw_training_curves
from inkdigits.evaluation.pictures._mistakes import draw_worst_mistakes
from inkdigits.evaluation.pictures._reliability import draw_reliability
from inkdigits.evaluation.report._report import ReportFigure, write_report
from inkdigits.evaluation.report._statistics_section import (
    draw_statistics_sections,
    temperature_in_words,
    temperature_table,
)
from inkdigits.evaluation.scores._calibration import reliability_bins
from inkdigits.evaluation.scores._temperature_effect import TemperatureEffect


def write_evaluation(
    folder: Path,
    evaluation: Evaluation,
    probabilities: Probabilities,
    dataset: Dataset,
    *,
    title: str | None = None,
    statistics: Statistics | None = None,
    history: History | None = None,
    recipe: Mapping[str, Any] | None = None,
    environment: Mapping[str, Any] | None = None,
    train_seconds: float | None = None,
    more: Sequence[ReportFigure] = (),
) -> Path:
    """Draw `figures/*.png` and write `report.html` into a folder.

    The measurements as JSON are left to the caller: a run's `metrics.json` holds more than one
    evaluation, and its being there says that the run is finished.

    Args:
        folder: made if missing; files of the same names are replaced.
        evaluation: what `evaluate` made of `probabilities`.
        probabilities: (N, 10), the answers to `dataset`.
        dataset: labelled digits.
        title: heading of the report; None takes model and dataset.
        statistics: from `measure_statistics`; None leaves their sections out.
        history: the epochs of the training, for the curves; None where there was no training.
        recipe: every choice the training depended on.
        environment: versions and hardware.
        train_seconds: how long the training took.
        more: sections of what else was measured, such as from `draw_shift_section`.

    Returns:
        Path of the report.

    Raises:
        InputError: the dataset is empty or nobody has labelled it.
    """
    labels = require_labels(dataset)
    pictures = folder / "figures"
    effect = None if statistics is None else statistics.temperature
    figures = [_draw_curves(pictures, history)] if history else []
    figures += [
        _draw_confusion(pictures, evaluation),
        _draw_mistakes(pictures, evaluation.errors, dataset.images, probabilities, labels),
        _draw_reliability(pictures, evaluation.ece, probabilities, labels, effect),
    ]
    if statistics is not None:
        figures += draw_statistics_sections(pictures, evaluation, statistics, probabilities, labels)
    figures += more
    return write_report(
        folder / "report.html",
        title=title or f"{evaluation.model} on {evaluation.data}",
        evaluation=evaluation,
        figures=figures,
        history=history,
        recipe=recipe,
        environment=environment,
        train_seconds=train_seconds,
    )


def _draw_curves(folder: Path, history: History) -> ReportFigure:
    best = best_epoch(history)
    return ReportFigure(
        heading="Training curves",
        caption="Loss and accuracy of each epoch. The training values are averages over an epoch "
        "in which the weights still change, so validation can look better at first; training that "
        "goes on improving while validation does not is overfitting."
        + (" The dotted line marks the lowest validation loss." if best is not None else ""),
        alt=f"Line charts of loss and accuracy over {len(history)} epochs"
        + (f"; the validation loss is lowest at epoch {best}." if best is not None else "."),
        path=draw_training_curves(history, folder / "training-curves.png"),
    )


def _draw_confusion(folder: Path, evaluation: Evaluation) -> ReportFigure:
    pairs = [
        f"{digit} taken for {answer} ({count}×)"
        for digit, answer, count in evaluation.most_confused(limit=3)
    ]
    often = f"Most often: {', '.join(pairs)}." if pairs else "There are no mistakes."
    confusion = np.array(evaluation.confusion)
    return ReportFigure(
        heading="Confusion matrix",
        caption="Right answers stand on the blue diagonal; each other square counts the times one "
        f"digit was taken for another. {often}",
        alt=f"Ten by ten table of true digits against answers. {often}",
        path=draw_confusion_matrix(confusion, folder / "confusion-matrix.png"),
    )


def _draw_mistakes(
    folder: Path, errors: int, images: Images, probabilities: Probabilities, labels: Labels
) -> ReportFigure:
    path = draw_worst_mistakes(images, probabilities, labels, folder / "worst-mistakes.png")
    if errors == 0:
        return ReportFigure(
            "Worst mistakes", "Every digit was recognised.", "There are no mistakes.", path
        )
    return ReportFigure(
        heading="Worst mistakes",
        caption="What the digit is by its label, what the model said with its confidence, and its "
        "second guess; # is the digit's place in the dataset, counted from 0.",
        alt=f"The most confident of {errors:,} mistakes, each with the digit, its label and the "
        "model's two best guesses.",
        path=path,
    )


def _draw_reliability(
    folder: Path,
    ece: float,
    probabilities: Probabilities,
    labels: Labels,
    effect: TemperatureEffect | None,
) -> ReportFigure:
    bins = reliability_bins(probabilities, labels)
    return ReportFigure(
        heading="Reliability diagram",
        caption="Of the answers given with 80 % confidence, 80 % should be right: then the dot "
        "lies on the dashed line. Below it the model is too sure of itself, above it too modest. "
        "The grey bars count the answers of each confidence, on a logarithmic scale."
        + (f" {temperature_in_words(effect)}" if effect else ""),
        alt="Share of right answers against confidence; expected calibration error "
        f"{100 * ece:.2f} %.",
        path=draw_reliability(bins, folder / "reliability.png"),
        table=temperature_table(effect) if effect else None,
    )
