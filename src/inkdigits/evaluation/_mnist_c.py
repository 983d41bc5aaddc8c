from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from inkdigits.data import CORRUPTIONS, load_mnist_c
from inkdigits.evaluation._evaluation import Evaluation, ProbabilityModel, evaluate_recognizer


@dataclass(frozen=True)
class MnistCScores:
    """How a model does on MNIST-C, that is on MNIST's test digits under fifteen corruptions.

    Attributes:
        model: name of the model.
        identity: the digits as they are.
        corruptions: the evaluations by the corruption's name.
    """

    model: str
    identity: Evaluation
    corruptions: dict[str, Evaluation]

    @property
    def mean_accuracy(self) -> float:
        """Mean of the corruptions' accuracies, the benchmark's figure; without the identity.

        It has no interval, since all of them show the same digits.
        """
        return fmean(scores.accuracy for scores in self.corruptions.values())

    def to_json(self) -> dict[str, Any]:
        """The scores as a JSON object."""
        return {
            "model": self.model,
            "data": "mnist-c",
            "n": self.identity.n,
            "mean_accuracy": self.mean_accuracy,
            "identity": _short(self.identity),
            "corruptions": {name: _short(scores) for name, scores in self.corruptions.items()},
        }


def evaluate_mnist_c(
    recognizer: ProbabilityModel,
    folder: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> MnistCScores:
    """Let a recognizer answer to the test parts of MNIST-C's sixteen sets.

    Args:
        recognizer: what is measured.
        folder: see `load_mnist_c`.
        progress: told how many of the sets are done, and how many there are.

    Raises:
        InputError: the release is not on this machine, incomplete or damaged.
    """
    names = ("identity", *CORRUPTIONS)
    measured = {}
    for done, name in enumerate(names, start=1):
        measured[name] = evaluate_recognizer(recognizer, load_mnist_c(name, folder=folder))
        if progress is not None:
            progress(done, len(names))
    return MnistCScores(recognizer.card.name, measured.pop("identity"), measured)


def _short(scores: Evaluation) -> dict[str, Any]:
    document = scores.to_json()
    return {key: document[key] for key in ("n", "errors", "accuracy", "ci95")}
