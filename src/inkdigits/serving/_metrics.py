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
    """What is counted.

    Args:
        shared: shows what this and other processes count; None shows what this one does.
    """

    def __init__(self, shared: CollectorRegistry | None = None) -> None:
        registry = CollectorRegistry()
        if shared is None:
            ProcessCollector(registry=registry)
        self._shown = shared or registry
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
        self._busy = Counter(
            "inkdigits_busy_seconds",
            "Time that threads worked; counted when a batch is done.",
            ("queue",),
            registry=registry,
        )

        def gauge(name: str, what: str, *labels: str) -> Gauge:
            return Gauge(name, what, labels, registry=registry, multiprocess_mode="livesum")

        self._waiting = gauge("inkdigits_waiting", "Jobs that wait for a worker.", "queue")
        self._threads = gauge("inkdigits_threads", "Threads that work.", "queue")
        gauge("inkdigits_workers", "Processes that answer.").set(1)

    def count(self, method: str, route: str, status: int, seconds: float, received: int) -> None:
        """Count a request."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)
        self._received.inc(received)

    def open_queue(self, queue: str, threads: int) -> None:
        """Show a queue from now on, with as many threads at work on it."""
        self._threads.labels(queue).set(threads)
        self._busy.labels(queue)
        self.show_waiting(queue, 0)

    def show_waiting(self, queue: str, jobs: int) -> None:
        """Show how long a queue is."""
        self._waiting.labels(queue).set(jobs)

    def count_work(self, queue: str, seconds: float) -> None:
        """Count how long a thread worked."""
        self._busy.labels(queue).inc(seconds)

    def count_pictures(self, size: int) -> None:
        """Count a batch of pictures."""
        self._batches.observe(size)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._shown)
