"""What the next trial tries."""

import itertools
import warnings
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from inkdigits.sweep._space import Space
from inkdigits.sweep._vary import Value

if TYPE_CHECKING:
    from optuna.study import Study
    from optuna.trial import FrozenTrial

_RANDOM_AT_FIRST = 8  # trials, before the sampler has something to go by
_ATTEMPTS = 10  # at what was not tried yet
_LISTED = 1000


def propose(
    space: Space, seed: int, trials: "Iterable[FrozenTrial]", number: int, parallel: int
) -> dict[str, Value]:
    """Choose the values of one trial, by the tree-structured Parzen estimator.

    The choice hangs on the seed, on the results of the generations before the trial's own, and on
    what the trials before it in its own try; not on what came of those, nor on what else the
    database holds. So a sweep that was stopped anywhere goes on as it would have.

    Args:
        space: what is varied.
        seed: the sweep's.
        trials: those begun so far.
        number: the trial's, from 0.
        parallel: how many make a generation.

    Returns:
        Name to value; not what another trial tries, as long as there is anything else.
    """
    before = [trial for trial in trials if trial.number < number]
    memory = _remember(space, before, first=number - number % parallel)
    seen = {tuple(trial.params[name] for name in space.names) for trial in before if trial.params}
    for attempt in range(_ATTEMPTS):
        chances = np.random.SeedSequence([seed, number, attempt]).generate_state(1)
        params = _sample(memory, space, int(chances[0]))
        if tuple(params.values()) not in seen:
            return params
    unseen = (one for one in space.combinations() if tuple(one.values()) not in seen)
    few = list(itertools.islice(unseen, _LISTED))
    return few[int(np.random.default_rng([seed, number]).integers(len(few)))]


def _remember(space: Space, trials: "Iterable[FrozenTrial]", first: int) -> "Study":
    """A study of its own, which knows no more than the trial may."""
    import optuna
    from optuna.trial import TrialState, create_trial

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    memory = optuna.create_study(direction="maximize")
    distributions = space.distributions()
    for trial in trials:
        if not trial.params:  # the default, where it lies outside the space
            continue
        known = trial.number < first
        # What failed is as bad as can be: stopped before anything was seen of it.
        state = TrialState.PRUNED if trial.state == TrialState.FAIL else trial.state
        memory.add_trial(
            create_trial(
                state=state if known else TrialState.RUNNING,
                value=trial.value if known and state == TrialState.COMPLETE else None,
                params=_ordered(space, trial.params),
                distributions=distributions,
                intermediate_values=trial.intermediate_values if known else {},
            )
        )
    return memory


def _sample(memory: "Study", space: Space, seed: int) -> dict[str, Value]:
    import optuna

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        memory.sampler = optuna.samplers.TPESampler(
            n_startup_trials=_RANDOM_AT_FIRST, multivariate=True, constant_liar=True, seed=seed
        )
    trial = memory.ask(space.distributions())
    # Asked for once more, it must not be taken for one that runs.
    memory.tell(trial, state=optuna.trial.TrialState.FAIL)
    return _ordered(space, trial.params)


def _ordered(space: Space, params: Mapping[str, Value]) -> dict[str, Value]:
    return {name: params[name] for name in space.names}
