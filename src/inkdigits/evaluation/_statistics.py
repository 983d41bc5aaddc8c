from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels, Probabilities
from inkdigits.data import Dataset, dataset_hash
from inkdigits.evaluation._evaluation import require_labels
from inkdigits.evaluation.scores._bootstrap import bootstrap_accuracy, bootstrap_writers
from inkdigits.evaluation.scores._by_writer import Part, WriterScores, by_writer
from inkdigits.evaluation.scores._disputed import DISPUTED_MNIST_TEST
from inkdigits.evaluation.scores._intervals import clopper_pearson
from inkdigits.evaluation.scores._metrics import brier_score
from inkdigits.evaluation.scores._selective import SureAnswers, aurc, sure_answers, sure_confidence
from inkdigits.evaluation.scores._temperature_effect import TemperatureEffect

_MNIST_TEST = "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b"

_Interval = tuple[float, float]


@dataclass(frozen=True)
class Statistics:
    """How far an evaluation can be trusted, and for whom it holds.

    Attributes:
        exact95: Clopper and Pearson's 95 % interval of the accuracy.
        bootstrap95: the percentile interval, digits drawn anew.
        writers95: the percentile interval, whole writers drawn anew; None where nobody knows them.
        brier: Brier score, in [0, 2].
        aurc: area under the risk–coverage curve.
        sure: what is answered when 1 in 1,000 may be wrong; None where no confidence is enough.
        writers: errors by writer; None where nobody knows them.
        undisputed: without the labels that people dispute; None where it is not MNIST's test part.
        temperature: calibration before and after temperature scaling; None where it is not known.
    """

    exact95: _Interval
    bootstrap95: _Interval
    writers95: _Interval | None
    brier: float
    aurc: float
    sure: SureAnswers | None
    writers: WriterScores | None
    undisputed: Part | None
    temperature: TemperatureEffect | None

    def to_json(self) -> dict[str, Any]:
        """The statistics as a JSON object; what is not known is null."""
        return {
            "exact95": list(self.exact95),
            "bootstrap95": list(self.bootstrap95),
            "writers95": None if self.writers95 is None else list(self.writers95),
            "brier": self.brier,
            "aurc": self.aurc,
            **{
                name: None if value is None else value.to_json()
                for name, value in (
                    ("sure", self.sure),
                    ("writers", self.writers),
                    ("undisputed", self.undisputed),
                    ("temperature", self.temperature),
                )
            },
        }


@dataclass(frozen=True)
class ChosenOn:
    """Digits to choose a confidence on, apart from those that are measured.

    Attributes:
        name: what they are, in words.
        probabilities: (N, 10), the answers to them.
        labels: (N,) uint8, the true digits; N at least 1.
    """

    name: str
    probabilities: Probabilities
    labels: Labels


def measure_statistics(
    probabilities: Probabilities,
    dataset: Dataset,
    *,
    validation: ChosenOn | None = None,
    temperature: TemperatureEffect | None = None,
    seed: int = 0,
) -> Statistics:
    """Measure what an accuracy alone does not say.

    Args:
        probabilities: (N, 10), the answers to `dataset`.
        dataset: labelled digits.
        validation: what the confidence to answer from is chosen on; None chooses it on `dataset`
            itself, and says so.
        temperature: from `temperature_effect`, on `dataset`.
        seed: of the bootstraps.

    Raises:
        InputError: the dataset is empty or nobody has labelled it.
    """
    labels = require_labels(dataset)
    right = probabilities.argmax(axis=1) == labels
    writers = dataset.writers
    return Statistics(
        exact95=clopper_pearson(int(right.sum()), len(right)),
        bootstrap95=bootstrap_accuracy(right, np.random.default_rng(seed)),
        writers95=None
        if writers is None
        else bootstrap_writers(right, writers, np.random.default_rng(seed)),
        brier=brier_score(probabilities, labels),
        aurc=aurc(probabilities, labels),
        sure=_sure(probabilities, labels, validation),
        writers=None if writers is None else by_writer(right, writers),
        undisputed=_undisputed(right, dataset),
        temperature=temperature,
    )


def _sure(
    probabilities: Probabilities, labels: Labels, validation: ChosenOn | None
) -> SureAnswers | None:
    chosen = validation or ChosenOn("these same digits", probabilities, labels)
    confidence = sure_confidence(chosen.probabilities, chosen.labels)
    if confidence is None:
        return None
    return sure_answers(probabilities, labels, confidence, chosen.name)


def _undisputed(right: npt.NDArray[np.bool_], dataset: Dataset) -> Part | None:
    if dataset_hash(dataset) != _MNIST_TEST:
        return None
    kept = np.delete(right, DISPUTED_MNIST_TEST)
    return Part(len(kept), int((~kept).sum()))
