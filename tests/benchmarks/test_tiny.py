import importlib
from pathlib import Path
from types import ModuleType

import matplotlib.image
import pytest

from benchmarks.tiny.weights import Weighed, table

TINY = Path(__file__).parent.parent.parent / "benchmarks" / "tiny"

SMALL = Weighed("small", sizes=[8000, 8004], errors=[48, 44], n=10_000, ours=True)
LARGE = Weighed("large", sizes=[700_000], errors=[35], n=10_000, ours=False)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ModuleType:
    """A part of the benchmark that needs the others beside it."""
    monkeypatch.syspath_prepend(TINY)
    return importlib.import_module(request.param)


def test_accuracy_and_spread_are_over_the_files() -> None:
    assert SMALL.size == 8004
    assert SMALL.accuracy == pytest.approx(0.9954)
    assert SMALL.spread == pytest.approx(0.000283, abs=1e-6)
    assert LARGE.spread == 0


def test_the_smallest_stands_first() -> None:
    assert table([LARGE, SMALL])[2:] == [
        "| small | 8,004 | 99.54 ± 0.03 % | 48, 44 |",
        "| large | 700,000 | 99.65 % | 35 |",
    ]


@pytest.mark.parametrize("module", ["sizes_picture"], indirect=True)
def test_the_picture_is_drawn(module: ModuleType, tmp_path: Path) -> None:
    picture = module.draw([SMALL, LARGE], 0.995, tmp_path / "small.png")
    assert matplotlib.image.imread(picture).std() > 0.05
