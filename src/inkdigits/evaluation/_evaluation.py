from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np

from inkdigits.arrays import Images, Labels, Probabilities
from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.evaluation.scores._calibration import expected_calibration_error, reliability_bins
from inkdigits.evaluation.scores._intervals import wilson
from inkdigits.evaluation.scores._metrics import (
    ClassScores,
    class_scores,
    confusion_matrix,
    log_loss,
    most_confused,
    top_accuracy,
)


@dataclass(frozen=True)
class Evaluation:
    """How well a model does on a dataset.

    Attributes:
        model: name of the model.
        data: name of the dataset.
        n: number of images.
        errors: how many of them were recognised wrongly.
        accuracy: share of right answers, in [0, 1].
        ci95: Wilson's 95 % interval of the accuracy.
        loss: cross-entropy, in nats an image.
        ece: expected calibration error over 15 bins, in [0, 1].
        top2_accuracy: share of images whose digit is among the two most probable.
        per_class: scores of the digits 0 to 9.
        confusion: ten rows of ten counts; the row is the true digit, the column the answer.
    """

    model: str
    data: str
    n: int
    errors: int
    accuracy: float
    ci95: tuple[float, float]
    loss: float
    ece: float
    top2_accuracy: float
    per_class: tuple[ClassScores, ...]
    confusion: tuple[tuple[int, ...], ...]

    def most_confused(self, limit: int = 5) -> list[tuple[int, int, int]]:
        """The mistakes made most often: (true digit, answer, how many times), most often first."""
        return most_confused(np.array(self.confusion), limit)

    def to_json(self) -> dict[str, Any]:
        """The evaluation as a JSON object; `per_class` is keyed by the digit, "0" to "9"."""
        return {
            **asdict(self),
            "ci95": list(self.ci95),
            "per_class": {str(digit): asdict(s) for digit, s in enumerate(self.per_class)},
            "confusion": [list(row) for row in self.confusion],
        }


class _Card(Protocol):
    @property
    def name(self) -> str: ...


class ProbabilityModel(Protocol):
    """What can be evaluated: it has a name on its card and gives probabilities."""

    @property
    def card(self) -> _Card: ...

    def predict_proba(self, images: Images) -> Probabilities: ...


def evaluate(probabilities: Probabilities, labels: Labels, model: str, data: str) -> Evaluation:
    """Measure answers against the truth.

    Args:
        probabilities: (N, 10), rows sum to 1; the answer is the most probable digit.
        labels: (N,) uint8, the true digits; N at least 1.
        model: name of the model, for tables and reports.
        data: name of the dataset.

    Raises:
        InputError: there are no images, the two do not match, a label is no digit, or a row is no
            probabilities.
    """
    _check(probabilities, labels, data)
    answers = probabilities.argmax(axis=1).astype(np.uint8)
    confusion = confusion_matrix(labels, answers)
    n, right = len(labels), int(np.trace(confusion))
    return Evaluation(
        model=model,
        data=data,
        n=n,
        errors=n - right,
        accuracy=right / n,
        ci95=wilson(right, n),
        loss=log_loss(probabilities, labels),
        ece=expected_calibration_error(reliability_bins(probabilities, labels)),
        top2_accuracy=top_accuracy(probabilities, labels, k=2),
        per_class=class_scores(confusion),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
    )


def evaluate_recognizer(recognizer: ProbabilityModel, dataset: Dataset) -> Evaluation:
    """Let a recognizer answer to every image of a dataset, and measure the answers.

    Raises:
        InputError: the dataset is empty or nobody has labelled it.
    """
    labels = require_labels(dataset)
    probabilities = recognizer.predict_proba(dataset.images)
    return evaluate(probabilities, labels, recognizer.card.name, dataset.name)


def require_labels(dataset: Dataset) -> Labels:
    """The labels of a dataset that is to be measured on.

    Raises:
        InputError: the dataset is empty or nobody has labelled it.
    """
    if dataset.labels is None:
        raise InputError(
            f"{dataset.name}: got digits without labels, wanted labelled ones to measure on; "
            "for a Kaggle competition evaluate on train.csv, which has a label column"
        )
    if len(dataset) == 0:
        raise InputError(f"{dataset.name}: got no images, wanted at least one to measure on")
    return dataset.labels


def _check(probabilities: Probabilities, labels: Labels, data: str) -> None:
    if len(labels) == 0:
        raise InputError(f"{data}: got no images, wanted at least one to measure on")
    if probabilities.shape != (len(labels), 10):
        raise InputError(
            f"{data}: got probabilities of shape {probabilities.shape} for {len(labels)} labels, "
            f"wanted ({len(labels)}, 10)"
        )
    if not np.isin(labels, range(10)).all():
        row = int(np.argmin(np.isin(labels, range(10))))
        raise InputError(f"{data}: got the label {labels[row]} at row {row}, wanted 0 to 9")
    # Written so that NaN fails as well. Logits handed over by mistake are caught here.
    sums_to_one = np.abs(probabilities.sum(axis=1) - 1.0) <= 1e-3
    proper = sums_to_one & (probabilities >= 0.0).all(axis=1)
    if not proper.all():
        row = int(np.argmin(proper))
        raise InputError(
            f"{data}: row {row} of the probabilities is {probabilities[row].tolist()}, wanted ten "
            "numbers from 0 that sum to 1"
        )
