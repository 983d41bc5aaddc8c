from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.evaluation._evaluation import ProbabilityModel, require_labels
from inkdigits.evaluation.scores._intervals import wilson
from inkdigits.evaluation.shifts import SHIFTS, Shift


@dataclass(frozen=True)
class ShiftPoint:
    """How well a model does at one severity of a shift.

    Attributes:
        severity: how much the digits were changed, in the shift's unit.
        n: number of digits.
        errors: how many of them were recognised wrongly.
    """

    severity: float
    n: int
    errors: int

    @property
    def accuracy(self) -> float:
        """Share of right answers, in [0, 1]."""
        return 1 - self.error

    @property
    def error(self) -> float:
        """Share of wrong answers, in [0, 1]."""
        return self.errors / self.n

    @property
    def ci95(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the accuracy."""
        return wilson(self.n - self.errors, self.n)

    def to_json(self) -> dict[str, Any]:
        """The point as a JSON object."""
        return {
            "severity": self.severity,
            "n": self.n,
            "errors": self.errors,
            "accuracy": self.accuracy,
            "ci95": list(self.ci95),
        }


@dataclass(frozen=True)
class ShiftCurve:
    """A model's accuracy over the severities of one shift.

    Attributes:
        shift: the shift.
        points: in the order of the severities.
    """

    shift: Shift
    points: tuple[ShiftPoint, ...]

    def mean_error(self, low: float | None = None, high: float | None = None) -> float:
        """Mean error of the measured severities from `low` to `high`, each counting the same.

        Args:
            low: the first severity, included; None takes that of the shift's usual range.
            high: the last, alike.

        Raises:
            InputError: nothing was measured in this range.
        """
        return float(np.mean([point.error for point in self._within(low, high)]))

    def worst(self, low: float | None = None, high: float | None = None) -> ShiftPoint:
        """The point with the most errors; arguments and errors as for `mean_error`."""
        return max(self._within(low, high), key=lambda point: point.error)

    def _within(self, low: float | None, high: float | None) -> list[ShiftPoint]:
        first, last = self.shift.usual
        low, high = first if low is None else low, last if high is None else high
        points = [point for point in self.points if low <= point.severity <= high]
        if not points:
            raise InputError(
                f"{self.shift.name}: nothing was measured from {low:g} to {high:g}, wanted a range "
                f"with one of {', '.join(f'{point.severity:g}' for point in self.points)}"
            )
        return points

    def to_json(self) -> dict[str, Any]:
        """The curve as a JSON object, with the mean and the worst of the shift's usual range."""
        return {
            "unit": self.shift.unit,
            "usual": list(self.shift.usual),
            "mean_error": self.mean_error(),
            "worst": self.worst().to_json(),
            "points": [point.to_json() for point in self.points],
        }


@dataclass(frozen=True)
class ShiftCurves:
    """How a model bears up when digits are not as those it was trained on.

    Attributes:
        model: name of the model.
        data: name of the dataset.
        clean: the same digits, unchanged.
        curves: by the name of the shift.
    """

    model: str
    data: str
    clean: ShiftPoint
    curves: dict[str, ShiftCurve]

    def __getitem__(self, name: str) -> ShiftCurve:
        return self.curves[name]

    def to_json(self) -> dict[str, Any]:
        """The curves as a JSON object."""
        return {
            "model": self.model,
            "data": self.data,
            "n": self.clean.n,
            "errors": self.clean.errors,
            "accuracy": self.clean.accuracy,
            "curves": {name: curve.to_json() for name, curve in self.curves.items()},
        }


def evaluate_shifts(
    recognizer: ProbabilityModel,
    dataset: Dataset,
    names: Iterable[str] | None = None,
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ShiftCurves:
    """Let a recognizer answer to the digits of a dataset, changed in known ways and amounts.

    The same dataset and names give the same pictures every time.

    Args:
        recognizer: what is measured.
        dataset: labelled digits that it was not trained on.
        names: keys of `SHIFTS`; None takes all.
        limit: at most so many digits, spread evenly over the dataset; None takes all.
        progress: told how many of the severities are done, and how many there are.

    Raises:
        InputError: the dataset is empty or nobody has labelled it, a name is unknown, or the limit
            is less than 1.
    """
    shifts = [_shift(name) for name in (SHIFTS if names is None else names)]
    require_labels(dataset)
    digits = dataset if limit is None else _spread(dataset, limit)
    total = sum(len(shift.severities) for shift in shifts)
    done = 0
    curves = {}
    for shift in shifts:
        points = []
        for severity in shift.severities:
            points.append(_measure(recognizer, digits, shift, severity))
            done += 1
            if progress is not None:
                progress(done, total)
        curves[shift.name] = ShiftCurve(shift, tuple(points))
    clean = _measure(recognizer, digits, None, 0)
    return ShiftCurves(recognizer.card.name, dataset.name, clean, curves)


def _measure(
    recognizer: ProbabilityModel, digits: Dataset, shift: Shift | None, severity: float
) -> ShiftPoint:
    images = digits.images if shift is None else shift(digits.images, severity)
    answers = recognizer.predict_proba(images).argmax(axis=1)
    return ShiftPoint(severity, len(digits), int((answers != require_labels(digits)).sum()))


def _shift(name: str) -> Shift:
    if name not in SHIFTS:
        raise InputError(f"unknown shift {name!r}; wanted {', '.join(SHIFTS)}")
    return SHIFTS[name]


def _spread(dataset: Dataset, limit: int) -> Dataset:
    if limit < 1:
        raise InputError(f"got a limit of {limit} digits, wanted at least 1")
    count = min(limit, len(dataset))
    return dataset.subset(np.arange(count) * len(dataset) // count)
