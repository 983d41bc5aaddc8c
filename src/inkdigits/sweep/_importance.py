"""How much of the difference between trials each setting explains."""

from collections.abc import Sequence

from inkdigits.sweep._space import Space
from inkdigits.sweep._trial import Trial

_FEWEST = 8  # trials that ran to their end; of fewer it would say little but chance


def find_importance(space: Space, trials: Sequence[Trial], seed: int) -> dict[str, float]:
    """Share of the variance of the accuracy that each setting explains by itself or with others.

    Functional analysis of variance over a random forest (Hutter, Hoos and Leyton-Brown 2014,
    ICML), of the trials that ran to their end; those given up are not among them.

    Args:
        space: what was varied.
        trials: that are done.
        seed: of the forest.

    Returns:
        Name to share, the greatest first; the shares add up to 1. Empty where fewer than eight
        trials ran to their end, or where all came to the same.
    """
    import optuna
    from optuna.trial import create_trial

    known = [trial for trial in trials if trial.outcome.state == "complete" and trial.params]
    if len(known) < _FEWEST or len({trial.accuracy for trial in known}) < 2:
        return {}
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(direction="maximize")
    distributions = space.distributions()
    for trial in known:
        study.add_trial(
            create_trial(
                value=trial.accuracy, params=dict(trial.params), distributions=distributions
            )
        )
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    return {name: float(share) for name, share in found.items()}
