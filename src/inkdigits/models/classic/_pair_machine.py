"""One support-vector machine: which of two digits?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from inkdigits.arrays import FloatArray
from inkdigits.models.classic._virtual import shift_rows

_CACHE = 500  # MB that libsvm may keep of the matrix it is given

Kernel = Callable[[Tensor, Tensor], Tensor]


class PairMachine(NamedTuple):
    """A decision: positive for the first digit.

    Attributes:
        vectors: (V, D) float32.
        weights: (V,) what each says, times its kernel value.
        intercept: what is added.
    """

    vectors: FloatArray
    weights: npt.NDArray[np.float64]
    intercept: float


def fit_pair(
    rows: FloatArray, first: npt.NDArray[np.bool_], kernel: Kernel, cost: float, shift: int
) -> PairMachine:
    """Train one machine, or with `shift` a second one on the vectors of the first, moved.

    Args:
        rows: (N, D) float32, the training digits of the pair.
        first: (N,) whether each is the pair's first digit; both kinds must be there.
        kernel: from (N, D) and (M, D) rows to (N, M) values.
        cost: of a digit on the wrong side of the margin.
        shift: pixels that vectors are moved by; 0 trains no second machine.
    """
    machine, support = _solve(rows, first, kernel, cost)
    if not shift:
        return machine
    moved = shift_rows(rows[support], shift)
    return _solve(moved, np.tile(first[support], len(moved) // len(support)), kernel, cost)[0]


def _solve(
    rows: FloatArray, first: npt.NDArray[np.bool_], kernel: Kernel, cost: float
) -> tuple[PairMachine, npt.NDArray[np.intp]]:
    from sklearn.svm import SVC

    tensor = torch.from_numpy(rows)
    values = kernel(tensor, tensor).numpy().astype(np.float64)
    machine = SVC(C=cost, kernel="precomputed", cache_size=_CACHE).fit(values, first)
    support = machine.support_
    return PairMachine(rows[support], machine.dual_coef_[0], float(machine.intercept_[0])), support
