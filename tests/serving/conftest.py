from collections.abc import Iterator

import httpx
import pytest

from tests.serving.running import running


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """Of a server with the bundled recognizer, as `inkdigits serve` starts it."""
    with running() as client:
        yield client
