import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch


@contextmanager
def leave_global_chances_alone() -> Iterator[None]:
    """Give the caller's global random generators back as they were.

    Keras and torch draw initial weights and dropout from Python's, NumPy's and torch's global
    generators, which training therefore seeds. Who trains in a loop, or in scikit-learn's
    cross-validation, would else get the same "random" numbers after each training.
    """
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002
        torch.set_rng_state(states[2])
