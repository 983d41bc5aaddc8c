from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.errors import InputError
from inkdigits.evaluation.scores._intervals import wilson

FIRST_PUPIL = 2100
"""Writers of NIST's Special Database 19 from this number on are high-school pupils (its part
hsf_4); those before are staff of the Census Bureau."""

_WORST = 5


@dataclass(frozen=True)
class Part:
    """A part of the digits that were measured on.

    Attributes:
        n: number of digits, at least 1.
        errors: how many were recognised wrongly.
    """

    n: int
    errors: int

    @property
    def accuracy(self) -> float:
        """Share of right answers."""
        return 1 - self.errors / self.n

    @property
    def ci95(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the accuracy."""
        return wilson(self.n - self.errors, self.n)

    def to_json(self) -> dict[str, Any]:
        """The counts, the accuracy and its interval as a JSON object."""
        return {
            "n": self.n,
            "errors": self.errors,
            "accuracy": self.accuracy,
            "ci95": list(self.ci95),
        }


@dataclass(frozen=True)
class WriterScores:
    """How the people fare who wrote the digits.

    Attributes:
        writers: how many there are.
        faultless: how many of them have every digit recognised.
        worst: those with the most errors: (writer, their digits, errors), most errors first, at
            most five; nobody without an error.
        writers_with: writers_with[k] is the number of writers with k errors; the last is not 0.
        parts: pupils and census staff, those that are there.
    """

    writers: int
    faultless: int
    worst: tuple[tuple[int, int, int], ...]
    writers_with: tuple[int, ...]
    parts: dict[str, Part]

    def to_json(self) -> dict[str, Any]:
        """The scores as a JSON object."""
        return {
            "writers": self.writers,
            "faultless": self.faultless,
            "faultless_share": self.faultless / self.writers,
            "worst": [
                {"writer": writer, "n": n, "errors": errors} for writer, n, errors in self.worst
            ],
            "writers_with": list(self.writers_with),
            "parts": {name: part.to_json() for name, part in self.parts.items()},
        }


def by_writer(right: npt.NDArray[np.bool_], writers: npt.NDArray[np.int32]) -> WriterScores:
    """Count the errors of each writer.

    Args:
        right: (N,) whether each answer is right; N at least 1.
        writers: (N,) who wrote each digit, numbered as in NIST's Special Database 19.

    Raises:
        InputError: there are no answers, or not a writer for each.
    """
    if len(right) == 0 or right.shape != writers.shape:
        raise InputError(
            f"got {len(writers)} writers for {len(right)} answers, wanted one for each of at "
            "least 1"
        )
    names, writer_of, digits = np.unique(writers, return_inverse=True, return_counts=True)
    errors = np.bincount(writer_of, weights=~right).astype(np.int64)
    order = np.argsort(-errors, kind="stable")[:_WORST]
    pupils = writers >= FIRST_PUPIL
    groups = {"high-school pupils": pupils, "census staff": ~pupils}
    return WriterScores(
        writers=len(names),
        faultless=int((errors == 0).sum()),
        worst=tuple((int(names[i]), int(digits[i]), int(errors[i])) for i in order if errors[i]),
        writers_with=tuple(np.bincount(errors).tolist()),
        parts={
            name: Part(int(group.sum()), int((~right & group).sum()))
            for name, group in groups.items()
            if group.any()
        },
    )
