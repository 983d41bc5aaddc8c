from statistics import median

import pytest

from inkdigits.sweep._hopeless import Hopeless, Judge, Watcher

RIVALS = [{1: 0.5, 2: share, 3: share + 0.1} for share in (0.5, 0.6, 0.7, 0.8, 0.85)]


@pytest.mark.parametrize("accuracy", [0.3, 0.69, 0.7, 0.71])
def test_below_the_median_of_the_epoch_there_is_no_hope(accuracy: float) -> None:
    judge = Judge(RIVALS)
    assert not judge.is_hopeless(1, 0.1), "the first epoch is not judged"
    assert judge.is_hopeless(2, accuracy) is (accuracy < median(one[2] for one in RIVALS))


def test_the_best_epoch_so_far_counts() -> None:
    judge = Judge(RIVALS)
    assert not judge.is_hopeless(2, 0.81)
    assert not judge.is_hopeless(3, 0.2)


def test_few_rivals_judge_nobody() -> None:
    assert not Judge(RIVALS[:4]).is_hopeless(2, 0.0)
    assert not Judge([]).is_hopeless(2, 0.0)


def rows(*accuracies: float) -> list[dict[str, float]]:
    return [{"epoch": n, "val_accuracy": share} for n, share in enumerate(accuracies, 1)]


def test_a_watcher_tells_each_epoch_and_ends_the_training() -> None:
    told: list[tuple[int, float]] = []
    watcher = Watcher(lambda *epoch: told.append(epoch), Judge(RIVALS))
    watcher.begin(1, 3, 10)
    first, second, _ = rows(0.6, 0.4, 0.4)
    watcher.epoch(first)
    with pytest.raises(Hopeless):
        watcher.epoch(second)
    assert told == [(1, 0.6), (2, 0.4)]


def test_after_the_last_epoch_it_is_too_late_to_give_up() -> None:
    watcher = Watcher(lambda *epoch: None, Judge(RIVALS))
    watcher.begin(1, 2, 10)
    for row in rows(0.6, 0.4):
        watcher.epoch(row)


def test_a_run_that_is_carried_on_is_judged_by_what_it_did() -> None:
    told: list[tuple[int, float]] = []
    watcher = Watcher(lambda *epoch: told.append(epoch), Judge(RIVALS), rows(0.6, 0.4))
    with pytest.raises(Hopeless):
        watcher.begin(3, 3, 10)
    assert told == [(1, 0.6), (2, 0.4)]
