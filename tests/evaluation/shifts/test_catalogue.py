import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.evaluation import SHIFTS

# At which severity each shift does nothing; a pen's width is always another than the digit's own.
UNCHANGED = dict.fromkeys(SHIFTS, 0.0) | {"scale": 1.0, "contrast": 1.0}
del UNCHANGED["stroke"]


@pytest.mark.parametrize("name", SHIFTS)
def test_pictures_keep_their_form_and_come_out_the_same_each_time(name: str, uci: Split) -> None:
    images = uci.evaluation.images[:20]
    before = images.copy()
    for severity in SHIFTS[name].severities:
        changed = SHIFTS[name](images, severity, seed=3)
        assert changed.shape == images.shape
        assert changed.dtype == np.uint8
        np.testing.assert_array_equal(changed, SHIFTS[name](images, severity, seed=3))
    np.testing.assert_array_equal(images, before)
    assert SHIFTS[name](images[:0], SHIFTS[name].severities[0]).shape == (0, 28, 28)


@pytest.mark.parametrize(("name", "severity"), UNCHANGED.items())
def test_nothing_is_done_where_there_is_nothing_to_do(
    name: str, severity: float, uci: Split
) -> None:
    assert severity in SHIFTS[name].severities
    images = uci.evaluation.images
    np.testing.assert_array_equal(SHIFTS[name](images, severity), images)


@pytest.mark.parametrize("name", UNCHANGED)
def test_the_farther_from_unchanged_the_greater_the_difference(name: str, uci: Split) -> None:
    images = uci.evaluation.images[:100].astype(np.int16)
    differences = [
        (
            abs(severity - UNCHANGED[name]),
            np.abs(SHIFTS[name](uci.evaluation.images[:100], severity) - images).mean(),
        )
        for severity in SHIFTS[name].severities
        if severity >= UNCHANGED[name] or name == "contrast"
    ]
    sizes = [difference for _, difference in sorted(differences)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize("name", SHIFTS)
def test_severities_ascend_and_the_usual_ones_are_among_them(name: str) -> None:
    shift = SHIFTS[name]
    assert shift.name == name
    assert list(shift.severities) == sorted(set(shift.severities))
    assert set(shift.usual) <= set(shift.severities)


@pytest.mark.parametrize("name", ["shift", "noise", "gradient", "occlusion", "line"])
def test_another_seed_draws_others(name: str, uci: Split) -> None:
    images = uci.evaluation.images[:20]
    severity = SHIFTS[name].usual[1]
    first, second = (SHIFTS[name](images, severity, seed) for seed in (0, 1))
    assert (first != second).any()
