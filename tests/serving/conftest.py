from collections.abc import Iterator

import httpx
import pytest

from inkdigits.serving import Settings
from tests.serving.running import PATIENCE, running


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """Of a server with the bundled recognizer, as `inkdigits serve` starts it."""
    with running(Settings(answer_seconds=PATIENCE)) as client:
        yield client
