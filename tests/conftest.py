import os
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from hypothesis import settings

from inkdigits.data import Split, find_mnist, load_dataset

if "PYTEST_XDIST_WORKER" in os.environ:
    # As many workers as cores: each one computes on one, or they wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

# Ray's processes give way to others, which here are tests that wait for nobody.
os.environ.setdefault("RAY_worker_niceness", "0")

# How long an example takes says more about the machine's other work than about ours.
settings.register_profile("inkdigits", deadline=None)
settings.load_profile("inkdigits")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the real MNIST where it is not on this machine; never download it."""
    if find_mnist() is not None:
        return
    skip = pytest.mark.skip(reason="MNIST not found: name its folder in INKDIGITS_DATA")
    for item in items:
        if item.get_closest_marker("mnist"):
            item.add_marker(skip)


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator that starts the same in every test."""
    return np.random.default_rng(20240229)


@pytest.fixture(scope="session")
def mnist() -> Split:
    """The real MNIST; for tests with the `mnist` marker."""
    return load_dataset("mnist")


@pytest.fixture(scope="session")
def uci() -> Split:
    """The real digits that the package carries: 1,297 to train on, 500 to test on."""
    return load_dataset("uci-digits")


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without data: INKDIGITS_DATA names `<here>/data`, the cache is `<here>/cache`."""
    monkeypatch.setenv("INKDIGITS_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / "cache" / name)
    return tmp_path
