from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile a function of numbers and arrays when it is first called.

    `fastmath` lets sums be taken in any order, and divisions by 0 are not looked for: both are
    needed for several pixels at a time. It also takes every number for finite, so `FAR` stands
    for infinity. The lock that keeps Python's threads apart is released, so blocks of digits can be
    read side by side. Nothing is cached on disk: a read-only installation has no place for it.
    """
    options = njit(nogil=True, fastmath=True, error_model="numpy")
    return cast(_Function, options(function))


FAR = 1e37
"""Farther than any distance, and small enough that ten of it can be added in float32."""
