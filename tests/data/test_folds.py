import numpy as np
import pytest

from inkdigits.data import Dataset, fold_numbers
from inkdigits.errors import InputError


def some(labels: list[int] | None, writers: list[int] | None = None, n: int = 0) -> Dataset:
    count = n or len(labels or [])
    return Dataset(
        np.zeros((count, 28, 28), np.uint8),
        None if labels is None else np.array(labels, np.uint8),
        "some",
        "made up",
        None if writers is None else np.array(writers, np.int32),
    )


def test_parts_are_of_one_size_and_so_are_their_classes(rng: np.random.Generator) -> None:
    labels = rng.integers(0, 10, 203)
    numbers = fold_numbers(some(labels.tolist()), 4, seed=3)
    assert sorted(np.bincount(numbers)) == [50, 51, 51, 51]
    for digit in range(10):
        sizes = np.bincount(numbers[labels == digit], minlength=4)
        assert sizes.max() - sizes.min() <= 1


def test_a_writers_digits_lie_in_one_part(rng: np.random.Generator) -> None:
    writers = rng.integers(0, 40, 1000)
    numbers = fold_numbers(some(None, writers.tolist(), 1000), 5)
    for writer in range(40):
        assert len(set(numbers[writers == writer].tolist())) == 1
    sizes = np.bincount(numbers)
    assert sizes.max() - sizes.min() <= np.bincount(writers).max()


@pytest.mark.parametrize("writers", [None, [number // 2 for number in range(60)]])
def test_the_seed_decides(writers: list[int] | None) -> None:
    dataset = some([number % 10 for number in range(60)], writers)
    first = fold_numbers(dataset, 3, seed=1)
    np.testing.assert_array_equal(first, fold_numbers(dataset, 3, seed=1))
    assert (first != fold_numbers(dataset, 3, seed=2)).any()


def test_what_cannot_be_divided_is_refused() -> None:
    labels = [0, 1, 2, 3]
    with pytest.raises(InputError, match="got 5 folds for the 4 digits of some, wanted at least 2"):
        fold_numbers(some(labels), 5)
    with pytest.raises(InputError, match="got 1 folds for the 4 digits of some"):
        fold_numbers(some(labels), 1)
    with pytest.raises(InputError, match="got 3 folds for the 2 writers of some"):
        fold_numbers(some(labels, [7, 7, 9, 9]), 3)
    with pytest.raises(InputError, match="some: folds need labels or writers, and it has neither"):
        fold_numbers(some(None, n=4), 2)
