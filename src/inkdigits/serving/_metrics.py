from collections.abc import Callable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SIZES = (1, 2, 4, 8, 16, 32)

MEDIA_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """What is counted; each server counts for itself."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "inkdigits_requests",
            "Requests answered; 499: the client left.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "inkdigits_request_seconds",
            "From a request's head to its answer's end.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._received = Counter(
            "inkdigits_received_bytes", "Bytes of bodies received.", registry=registry
        )
        self._batches = Histogram(
            "inkdigits_batch_size",
            "Pictures classified together.",
            buckets=_SIZES,
            registry=registry,
        )
        self._waiting = Gauge(
            "inkdigits_waiting", "Jobs that wait for a worker.", ("queue",), registry=registry
        )

    def count(self, method: str, route: str, status: int, seconds: float, received: int) -> None:
        """Count a request."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)
        self._received.inc(received)

    def count_batch(self, size: int) -> None:
        """Count a batch of pictures."""
        self._batches.observe(size)

    def watch_queue(self, name: str, waiting: Callable[[], int]) -> None:
        """Show how long a queue is."""
        self._waiting.labels(name).set_function(waiting)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)
