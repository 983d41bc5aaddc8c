from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inkdigits.data import Dataset, Split
from inkdigits.sweep import Sweep, begin_sweep

VARY = ["kernel_size=3,5,7", "dropout=0.1..0.5", "learning_rate=log:1e-4..1e-1"]

Begin = Callable[..., Sweep]


@pytest.fixture(scope="session")
def few(uci: Split) -> Split:
    """300 real digits to train on, 100 to ask."""
    assert uci.train.labels is not None
    assert uci.test is not None
    assert uci.test.labels is not None
    known = Dataset(uci.train.images[:300], uci.train.labels[:300], "known", "a test")
    asked = Dataset(uci.test.images[:100], uci.test.labels[:100], "asked", "a test")
    return Split(known, asked)


@pytest.fixture
def begin(few: Split, tmp_path: Path) -> Begin:
    """Begins a sweep of `cnn` in a folder of this name."""

    def begin(name: str = "sweep", vary: list[str] = VARY, **options: Any) -> Sweep:
        options = {"seed": 1, "trials": 12, "parallel": 3, **options}
        return begin_sweep("cnn", vary, few.train, tmp_path / name, **options)

    return begin
