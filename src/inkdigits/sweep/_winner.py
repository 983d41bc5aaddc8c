"""The best settings once more, with seeds that chose nothing, and the test digits read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inkdigits.data import Split
from inkdigits.engines import Engine
from inkdigits.errors import WorkError
from inkdigits.evaluation import SeedSummary, summarise_seeds
from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._question import Sweep
from inkdigits.sweep._train_one import Job, TrainOne
from inkdigits.sweep._trial import Trial


@dataclass(frozen=True)
class Winner:
    """The best trial's settings, trained anew.

    Attributes:
        outcomes: one for each seed.
        validation: their accuracies on the digits held out, which differ from seed to seed.
        test: on the test digits; None where the data has none.
    """

    outcomes: tuple[Outcome, ...]
    validation: SeedSummary
    test: SeedSummary | None

    def to_json(self) -> dict[str, Any]:
        """The winner as a JSON object."""
        return {
            "seeds": [outcome.number for outcome in self.outcomes],
            "runs": [outcome.run for outcome in self.outcomes],
            "validation": self.validation.to_json(),
            "test": None if self.test is None else self.test.to_json(),
        }


def train_winner(
    sweep: Sweep,
    best: Trial,
    split: Split,
    engine: Engine,
    seeds: int,
) -> Winner:
    """Train the best settings with the seeds after the sweep's; a run that is done stays.

    Args:
        sweep: whose settings.
        best: of its trials.
        split: the digits; its test part is read once for each seed.
        engine: who trains.
        seeds: how many, at least 2.

    Raises:
        WorkError: a training failed.
    """
    jobs = [
        Job(
            number=seed,
            out=f"winner/trial-{best.number:04d}-seed-{seed}",
            settings={**sweep.settings, **best.params, "seed": seed},
        )
        for seed in range(sweep.seed + 1, sweep.seed + 1 + seeds)
    ]
    outcomes = []
    for _, outcome in engine.map(TrainOne(sweep.folder.absolute(), sweep.model, split, None), jobs):
        if outcome.state == "failed":
            raise WorkError(
                f"trial {best.number} was the best, but with seed {outcome.number} it failed "
                f"({outcome.reason}); vary less, or give another --seed"
            )
        outcomes.append(outcome)
    outcomes.sort(key=lambda outcome: outcome.number)
    return Winner(
        outcomes=tuple(outcomes),
        validation=_summary([outcome.validation for outcome in outcomes]),
        test=None if split.test is None else _summary([outcome.test for outcome in outcomes]),
    )


def _summary(evaluations: Sequence[Mapping[str, Any] | None]) -> SeedSummary:
    return summarise_seeds([one["accuracy"] for one in evaluations if one is not None])
