import numpy as np
import pytest

from inkdigits.errors import InputError
from inkdigits.evaluation import summarise_seeds


def test_summary_agrees_with_numpy() -> None:
    accuracies = [0.9921, 0.9917, 0.9925, 0.9919]
    found = summarise_seeds(accuracies)
    assert found.runs == 4
    assert found.mean == pytest.approx(np.mean(accuracies), abs=1e-12)
    assert found.std == pytest.approx(np.std(accuracies, ddof=1), abs=1e-12)
    assert (found.min, found.max) == (0.9917, 0.9925)


@pytest.mark.parametrize("accuracies", [[], [0.99], [0.99, float("nan")]])
def test_one_run_has_no_spread(accuracies: list[float]) -> None:
    with pytest.raises(InputError, match=r"got the accuracies \[.*wanted at least two numbers"):
        summarise_seeds(accuracies)
