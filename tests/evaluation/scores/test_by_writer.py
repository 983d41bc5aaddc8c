import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.data._writers import find_writers, parse_extended_labels, read_text
from inkdigits.errors import InputError
from inkdigits.evaluation import by_writer, wilson
from inkdigits.evaluation.scores._by_writer import FIRST_PUPIL


def test_errors_are_counted_by_writer() -> None:
    writers = np.array([7, 7, 7, 2100, 2100, 9], np.int32)
    right = np.array([True, False, False, False, True, True])
    found = by_writer(right, writers)
    assert (found.writers, found.faultless) == (3, 1)
    assert found.worst == ((7, 3, 2), (2100, 2, 1))
    assert found.writers_with == (1, 1, 1)
    pupils, staff = found.parts["high-school pupils"], found.parts["census staff"]
    assert (pupils.n, pupils.errors, staff.n, staff.errors) == (2, 1, 4, 2)
    assert pupils.accuracy == 0.5
    assert staff.ci95 == wilson(2, 4)
    assert found.to_json()["faultless_share"] == pytest.approx(1 / 3)


def test_without_an_error_nobody_is_worst() -> None:
    found = by_writer(np.ones(4, bool), np.array([1, 1, 2, 3], np.int32))
    assert (found.worst, found.writers_with) == ((), (3,))
    assert list(found.parts) == ["census staff"]


def test_a_writer_for_each_is_wanted() -> None:
    with pytest.raises(InputError, match="got 1 writers for 2 answers, wanted one for each"):
        by_writer(np.ones(2, bool), np.ones(1, np.int32))


@pytest.mark.mnist
def test_pupils_are_nists_part_4(mnist: Split) -> None:
    path = find_writers("test")
    if path is None:
        pytest.skip("QMNIST's labels are not here")
    table = parse_extended_labels(read_text(path), path)[:10_000]
    np.testing.assert_array_equal(table[:, 2] >= FIRST_PUPIL, table[:, 1] == 4)
    assert (table[:5001, 1] == 4).all()
    assert (table[5001:, 1] == 0).all()
