from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._vary import Value


@dataclass(frozen=True)
class Trial:
    """A trial that is done.

    Attributes:
        params: what it tried; none for the default recipe where that lies outside the space.
        outcome: what came of it.
    """

    params: Mapping[str, Value]
    outcome: Outcome

    @property
    def number(self) -> int:
        """From 0, which is the default recipe."""
        return self.outcome.number

    @property
    def accuracy(self) -> float:
        """Of the digits held out, after the last epoch there was; 0 for one that failed."""
        return float(self.outcome.validation["accuracy"]) if self.outcome.validation else 0.0

    def to_json(self) -> dict[str, Any]:
        """The trial as a JSON object."""
        return {**asdict(self.outcome), "params": dict(self.params)}


def in_order(trials: Sequence[Trial]) -> list[Trial]:
    """The best first: by accuracy, then by loss, then who came first.

    What ran to its end comes before what was given up, and that before what failed.
    """
    states = ("complete", "pruned", "failed")
    return sorted(
        trials,
        key=lambda trial: (
            states.index(trial.outcome.state),
            -trial.accuracy,
            (trial.outcome.validation or {}).get("loss", 0.0),
            trial.number,
        ),
    )


def best_of(trials: Sequence[Trial]) -> Trial | None:
    """The first `in_order`; None where none ran to its end."""
    first = in_order(trials)[0]
    return first if first.outcome.state == "complete" else None
