from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np

Found = TypeVar("Found")


def in_threads(work: Callable[[slice], Found], count: int) -> list[Found]:
    """Do work that lets go of the interpreter's lock in as many threads as Numba may use.

    Numba's own parallel loops take twice as long to compile. Their number is NUMBA_NUM_THREADS, or
    that of the processor's cores; what is found does not depend on it.

    Args:
        work: is given a part of the range.
        count: length of the range, which is cut into equal parts.

    Returns:
        What `work` returned for each part, in order.
    """
    import numba

    threads = max(1, min(numba.config.NUMBA_NUM_THREADS, count))
    ends = np.linspace(0, count, threads + 1).astype(int)
    parts = [slice(first, end) for first, end in pairwise(ends)]
    if threads == 1:
        return [work(parts[0])]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, parts))
