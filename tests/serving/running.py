"""A real server on a real socket, in a thread of the test's process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from inkdigits.serving import Settings, create_app, listen, make_server

PATIENCE = 120  # seconds; machines that run tests are often busy


@contextmanager
def running(settings: Settings | None = None) -> Iterator[httpx.Client]:
    """A client of a server that lives as long as the block."""
    [listener] = listen("127.0.0.1", 0)
    server = make_server(create_app(settings))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def wait_until(is_so, seconds: float = PATIENCE) -> None:
    """Wait for something that happens in another thread."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def metric(client: httpx.Client, name: str) -> float:
    """The value of a metric, by its name with labels as Prometheus writes them."""
    for line in client.get("/metrics").text.splitlines():
        if line.startswith(f"{name} "):
            return float(line.rpartition(" ")[2])
    return 0.0
