"""The trials as the database has them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from inkdigits.sweep._outcome import Outcome
from inkdigits.sweep._space import Space
from inkdigits.sweep._trial import Trial
from inkdigits.sweep._vary import Value

if TYPE_CHECKING:
    from optuna.storages import BaseStorage
    from optuna.trial import FrozenTrial

_OUTCOME = "outcome"  # the attribute of a trial that holds it


class Book:
    """Keeps trials: each is begun at one stroke, and told once.

    Args:
        storage: an open database.
        name: of the study, which is made where it is missing.
    """

    def __init__(self, storage: "BaseStorage", name: str) -> None:
        import optuna

        self._storage = storage
        self._study = optuna.create_study(
            study_name=name, storage=storage, direction="maximize", load_if_exists=True
        )
        self._id = storage.get_study_id_from_name(name)

    def trials(self) -> "list[FrozenTrial]":
        """Those begun so far, by number."""
        trials: list[FrozenTrial] = self._study.get_trials(deepcopy=False)
        return sorted(trials, key=lambda trial: trial.number)

    def begin(self, params: Mapping[str, Value], space: Space) -> None:
        """Write the next trial, whole: a process that is killed leaves no half of one."""
        from optuna.trial import TrialState, create_trial

        distributions = space.distributions() if params else {}
        self._study.add_trial(
            create_trial(state=TrialState.RUNNING, params=dict(params), distributions=distributions)
        )

    def id_of(self, number: int) -> int:
        """What the database calls a trial."""
        return int(self._storage.get_trial_id_from_study_id_trial_number(self._id, number))

    def tell(self, outcome: Outcome) -> None:
        """Write what came of a trial that was begun."""
        from optuna.trial import TrialState

        self._storage.set_trial_user_attr(self.id_of(outcome.number), _OUTCOME, asdict(outcome))
        if outcome.state == "complete":
            assert outcome.validation is not None
            self._study.tell(outcome.number, outcome.validation["accuracy"])
        else:
            states = {"pruned": TrialState.PRUNED, "failed": TrialState.FAIL}
            self._study.tell(outcome.number, state=states[outcome.state])


def done(trial: "FrozenTrial") -> Trial:
    """A trial that was told."""
    return Trial(trial.params, Outcome(**trial.user_attrs[_OUTCOME]))
