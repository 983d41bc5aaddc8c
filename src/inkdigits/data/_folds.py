import numpy as np
import numpy.typing as npt

from inkdigits.data._dataset import Dataset
from inkdigits.errors import InputError

_Numbers = npt.NDArray[np.intp]


def fold_numbers(dataset: Dataset, folds: int, seed: int = 0) -> _Numbers:
    """Divide a dataset into parts of about equal size, for each digit to be held out once.

    Where the writers are known, all digits of one writer lie in one part; else every part has
    about as many digits of each class.

    Args:
        dataset: labelled digits.
        folds: how many parts, at least 2.
        seed: what the draw depends on.

    Returns:
        (N,) the part of each digit, 0 to `folds` - 1; no part is empty.

    Raises:
        InputError: there are not as many digits, or not as many writers, as parts; or the digits
            have neither labels nor writers.
    """
    generator = np.random.default_rng(seed)
    if dataset.writers is not None:
        writers, writer_of = np.unique(dataset.writers, return_inverse=True)
        _check_folds(folds, len(writers), f"writers of {dataset.name}")
        return _deal_writers(np.bincount(writer_of), folds, generator)[writer_of]
    if dataset.labels is None:
        raise InputError(f"{dataset.name}: folds need labels or writers, and it has neither")
    _check_folds(folds, len(dataset), f"digits of {dataset.name}")
    # Dealt like cards, class after class: so no two parts differ by more than one digit.
    numbers = np.empty(len(dataset), np.intp)
    mixed = generator.permutation(len(dataset))
    in_classes = mixed[np.argsort(dataset.labels[mixed], kind="stable")]
    numbers[in_classes] = np.arange(len(dataset)) % folds
    return numbers


def _deal_writers(counts: _Numbers, folds: int, generator: np.random.Generator) -> _Numbers:
    """The part of each writer: the most diligent first, each to the smallest part so far."""
    numbers = np.empty(len(counts), np.intp)
    sizes = np.zeros(folds, np.intp)
    mixed = generator.permutation(len(counts))
    for writer in mixed[np.argsort(-counts[mixed], kind="stable")]:
        numbers[writer] = sizes.argmin()
        sizes[numbers[writer]] += counts[writer]
    return numbers


def _check_folds(folds: int, available: int, what: str) -> None:
    if not 2 <= folds <= available:
        raise InputError(
            f"got {folds} folds for the {available} {what}, wanted at least 2 and no more than that"
        )
