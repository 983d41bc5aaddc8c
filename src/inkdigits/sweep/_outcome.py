from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

State: TypeAlias = Literal["complete", "pruned", "failed"]

MEASURED = ("n", "errors", "accuracy", "ci95", "loss")
"""What is kept of an evaluation."""


@dataclass(frozen=True)
class Outcome:
    """What came of a trial, or of the winner with one seed.

    Attributes:
        number: the trial's; the winner's seed.
        state: "complete" where it ran to its end, "pruned" where it was given up as hopeless.
        run: its folder, from the sweep's; None where there is none.
        validation: MEASURED of the digits held out; of a pruned one the accuracy alone, after its
            last epoch; None where it failed.
        test: MEASURED of the test digits; None where they were not read.
        seconds: of training.
        epochs: that were trained.
        reason: why it failed.
    """

    number: int
    state: State
    run: str | None
    validation: Mapping[str, Any] | None = None
    test: Mapping[str, Any] | None = None
    seconds: float = 0.0
    epochs: int = 0
    reason: str = ""


def measured(evaluation: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What is kept of an evaluation's JSON."""
    return None if evaluation is None else {key: evaluation[key] for key in MEASURED}
