from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from inkdigits.data import Split

if TYPE_CHECKING:
    from inkdigits.training import Run

Trained = Callable[..., "Run"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder trains."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.train)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, uci: Split) -> Trained:
    """Trains on the embedded digits, once for each wish; tests must not change the runs."""
    out = tmp_path_factory.mktemp("runs")
    runs: dict[str, Run] = {}

    def train_once(model: str, **settings: Any) -> "Run":
        from inkdigits.training import train

        wish = repr((model, sorted(settings.items())))
        if wish not in runs:
            runs[wish] = train(model, uci, out=out, **settings)
        return runs[wish]

    return train_once
