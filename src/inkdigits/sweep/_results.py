from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from inkdigits.models import setting_value
from inkdigits.sweep._question import Sweep
from inkdigits.sweep._trial import Trial, best_of, in_order
from inkdigits.sweep._vary import Value, in_words, plain
from inkdigits.sweep._winner import Winner


@dataclass(frozen=True)
class Results:
    """What a sweep came to.

    Attributes:
        sweep: what was asked.
        trials: by number; the first is the default recipe, and one at least ran to its end.
        importance: see `find_importance`.
        winner: the best settings once more; None where they are still to be trained.
    """

    sweep: Sweep
    trials: tuple[Trial, ...]
    importance: Mapping[str, float]
    winner: Winner | None = None

    @property
    def best(self) -> Trial:
        """The best trial, see `best_of`."""
        best = best_of(self.trials)
        assert best is not None
        return best

    @property
    def default(self) -> Trial:
        """The trial of the model's own recipe, with what was set for all."""
        return self.trials[0]

    @property
    def rows(self) -> list[Trial]:
        """The trials, the best first."""
        return in_order(self.trials)

    @property
    def counts(self) -> dict[str, int]:
        """How many trials ended in which way."""
        states = [trial.outcome.state for trial in self.trials]
        return {state: states.count(state) for state in ("complete", "pruned", "failed")}

    @property
    def seconds(self) -> float:
        """Of training, all trials together."""
        return sum(trial.outcome.seconds for trial in self.trials)

    def params(self, trial: Trial) -> dict[str, Value]:
        """What a trial has for the settings that are varied, the default's outside, too."""
        recipe, names = self.sweep.recipe, self.sweep.space.names
        return dict(trial.params) or {name: plain(setting_value(recipe, name)) for name in names}

    def command(self) -> str:
        """How to train the best settings again."""
        settings = {**self.sweep.settings, **self.best.params, "seed": self.sweep.seed}
        seed = settings.pop("seed")
        changes = " ".join(
            f"--set {name}={in_words(value, None)}" for name, value in settings.items()
        )
        return f"inkdigits train {self.sweep.model} {changes} --seed {seed}"

    def summary(self) -> dict[str, Any]:
        """What `inkdigits sweep --json` prints, less the report's place."""
        return {
            "model": self.sweep.model,
            "trials": {"total": len(self.trials), **self.counts},
            "best": self._in_short(self.best),
            "default": self._in_short(self.default),
            "importance": dict(self.importance),
            "winner": None if self.winner is None else self.winner.to_json(),
        }

    def to_json(self) -> dict[str, Any]:
        """All of it, for `results.json`."""
        return {
            **self.summary(),
            "vary": [asdict(dimension) for dimension in self.sweep.space.dimensions],
            "train_seconds": round(self.seconds, 3),
            "command": self.command(),
            "rows": [{**trial.to_json(), "params": self.params(trial)} for trial in self.rows],
        }

    def _in_short(self, trial: Trial) -> dict[str, Any]:
        outcome = trial.outcome
        return {
            "number": trial.number,
            "params": self.params(trial),
            "state": outcome.state,
            "validation": outcome.validation,
            "train_seconds": outcome.seconds,
            "run": outcome.run,
        }
