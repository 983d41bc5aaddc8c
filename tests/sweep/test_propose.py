from itertools import pairwise

import numpy as np
import pytest
from optuna.trial import FrozenTrial, TrialState, create_trial

from inkdigits.models import REGISTRY
from inkdigits.sweep._propose import propose
from inkdigits.sweep._space import Space, read_space
from inkdigits.sweep._vary import Value
from tests.sweep.engine import accuracy_of

CNN = REGISTRY["cnn"].recipe
SPACE = read_space(["dropout=0.1..0.5", "learning_rate=log:1e-4..1e-1"], CNN, ())


def told(space: Space, number: int, params: dict[str, Value], value: float | None) -> FrozenTrial:
    trial = create_trial(
        state=TrialState.RUNNING if value is None else TrialState.COMPLETE,
        value=value,
        params=params,
        distributions=space.distributions(),
    )
    trial.number = number
    return trial


def search(trials: int, parallel: int, seed: int = 0) -> list[FrozenTrial]:
    known: list[FrozenTrial] = []
    for number in range(trials):
        params = propose(SPACE, seed, known, number, parallel)
        known.append(told(SPACE, number, params, accuracy_of(params)))
    return known


@pytest.fixture(scope="module")
def known() -> list[FrozenTrial]:
    return search(18, 3)


def test_the_same_seed_proposes_the_same_and_another_does_not(known: list[FrozenTrial]) -> None:
    assert [one.params for one in search(18, 3)] == [one.params for one in known]
    assert all(a.params != b.params for a, b in zip(search(4, 3, seed=1), known, strict=False))


def test_what_came_of_the_same_generation_makes_no_difference(known: list[FrozenTrial]) -> None:
    # Trial 17 ends the generation that 15 begins.
    before, same = known[:15], known[15:17]
    running = [told(SPACE, one.number, one.params, None) for one in same]
    worse = [told(SPACE, one.number, one.params, 0.0) for one in same]
    proposals = [propose(SPACE, 0, [*before, *some], 17, 3) for some in (same, running, worse)]
    assert proposals[0] == proposals[1] == proposals[2] == known[17].params
    # But what an earlier one came to does, and so does what the same one tries.
    best = max(before, key=lambda one: one.value or 0.0)
    other = [told(SPACE, 0, one.params, 0.0) if one is best else one for one in before]
    assert propose(SPACE, 0, [*other, *same], 17, 3) != known[17].params
    assert propose(SPACE, 0, before, 17, 3) != known[17].params


def test_later_trials_make_no_difference(known: list[FrozenTrial]) -> None:
    assert propose(SPACE, 0, known, 10, 3) == known[10].params


def test_it_comes_to_look_where_good_trials_lie() -> None:
    found = search(40, 2)
    late = np.mean([one.value for one in found[25:]])
    random = np.mean([one.value for one in found[:8]])
    assert late > random + 0.1
    assert max(one.value or 0.0 for one in found) > 0.97


def test_nothing_is_tried_twice_until_all_was() -> None:
    space = read_space(["kernel_size=3,5", "epochs=2..4"], CNN, ())
    known: list[FrozenTrial] = []
    for number in range(6):
        params = propose(space, 5, known, number, 1)
        known.append(told(space, number, params, 0.5))
    tried = sorted(tuple(one.params.values()) for one in known)
    assert tried == sorted(tuple(one.values()) for one in space.combinations())
    assert all(a != b for a, b in pairwise(tried))


def test_failures_are_avoided() -> None:
    # All below a rate of 0.003 fails: of those proposed late, few should.
    known: list[FrozenTrial] = []
    for number in range(30):
        params = propose(SPACE, 0, known, number, 1)
        trial = told(SPACE, number, params, 0.9)
        if float(params["learning_rate"]) < 0.003:
            trial.state, trial.value = TrialState.FAIL, None
        known.append(trial)
    failed = [one.state == TrialState.FAIL for one in known]
    assert sum(failed[:8]) >= 2
    assert sum(failed[-10:]) <= 2
