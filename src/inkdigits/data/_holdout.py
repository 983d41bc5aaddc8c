from typing import Literal

import numpy as np
import numpy.typing as npt

from inkdigits.data._dataset import Dataset
from inkdigits.errors import InputError

HoldOutMethod = Literal["last", "random", "stratified", "writers"]
_Indices = npt.NDArray[np.intp]


def hold_out(
    dataset: Dataset, method: HoldOutMethod, size: int | float, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Keep part of a training set back, to validate on.

    Prefer "writers" for MNIST. The usual split, its last 10,000 digits ("last"), leaks: 251 of the
    305 people who wrote them also wrote some of the first 50,000, so validation looks better than
    the test will, whose writers are all new.

    Args:
        dataset: the digits to divide.
        method: "last" takes the tail, whatever the seed; "random" draws without replacement;
            "stratified" draws so that each class keeps its share; "writers" draws whole writers,
            so that nobody's digits lie on both sides.
        size: how many digits to hold out (int), or which fraction of them (float between 0 and 1,
            rounded down to whole digits). "writers" comes as near as whole writers allow.
        seed: what the draw depends on.

    Returns:
        What remains and what is held out, each in the order of `dataset`.

    Raises:
        InputError: `size` leaves one side empty, `method` is unknown, or it needs labels or
            writers that `dataset` does not have.
    """
    count = _held_out_count(size, len(dataset))
    generator = np.random.default_rng(seed)
    match method:
        case "last":
            chosen = np.arange(len(dataset) - count, len(dataset))
        case "random":
            chosen = generator.permutation(len(dataset))[:count]
        case "stratified":
            chosen = _draw_stratified(dataset, count, generator)
        case "writers":
            chosen = _draw_writers(dataset, count, generator)
        case _:
            raise InputError(
                f"unknown way to hold out: {method!r}; wanted last, random, stratified or writers"
            )
    held = np.zeros(len(dataset), bool)
    held[chosen] = True
    return (
        dataset.subset(np.flatnonzero(~held), f"{dataset.name}-rest"),
        dataset.subset(np.flatnonzero(held), f"{dataset.name}-validation"),
    )


def _held_out_count(size: int | float, available: int) -> int:
    # size < 1 keeps a NaN and an infinity away from int().
    count = size if isinstance(size, int) else int(available * size) if 0 < size < 1 else 0
    if not 0 < count < available:
        raise InputError(
            f"cannot hold out {size} of {available} digits; wanted a number from 1 to "
            f"{available - 1}, or a fraction between 0 and 1 that comes to as many"
        )
    return count


def _draw_stratified(dataset: Dataset, count: int, generator: np.random.Generator) -> _Indices:
    if dataset.labels is None:
        raise InputError(f"{dataset.name}: a stratified split needs labels, and it has none")
    per_class = np.bincount(dataset.labels, minlength=10)
    exact = per_class * count / len(dataset)
    quota = np.floor(exact).astype(int)
    # The digits still missing go to the largest remainders; a stable sort settles ties by class.
    short = count - quota.sum()
    quota[np.argsort(quota - exact, kind="stable")[:short]] += 1
    draws = [
        generator.permutation(np.flatnonzero(dataset.labels == digit))[: quota[digit]]
        for digit in range(10)
    ]
    return np.concatenate(draws)


def _draw_writers(dataset: Dataset, count: int, generator: np.random.Generator) -> _Indices:
    if dataset.writers is None:
        raise InputError(
            f"{dataset.name}: nothing says who wrote each digit, which a writer-disjoint split "
            "needs; for MNIST get it with: inkdigits data fetch mnist; or hold out another way: "
            "stratified"
        )
    writers, writer_of, digits = np.unique(dataset.writers, return_inverse=True, return_counts=True)
    if len(writers) < 2:
        raise InputError(f"{dataset.name}: all digits are by one writer, so none can be held out")
    order = generator.permutation(len(writers))
    totals = np.cumsum(digits[order])[:-1]
    taken = order[: 1 + int(np.argmin(np.abs(totals - count)))]
    return np.flatnonzero(np.isin(writer_of, taken))
