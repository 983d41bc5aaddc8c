"""The processes of a Ray cluster: items stream through a pool of actors."""

import contextlib
import logging
import os
import pickle
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inkdigits.engines._engine import Answer, Do, Item
from inkdigits.engines._threads import limit_threads
from inkdigits.errors import InputError, WorkError

# Of its cores, for each actor. Actors that take every core leave none for Ray Data's own tasks,
# which then wait for the actors, which wait for them.
_SHARE = 0.9
_PATIENCE = 10.0  # seconds


_joined: list[tuple[str | None, int | None]] = []  # where this process is: address, cores


class RayEngine:
    """Works with the actors of a Ray cluster. What died with a process or a node is done again.

    Args:
        address: of the cluster, such as "auto" or "10.0.0.1:6379"; None starts one on this
            machine, which ends with this process.
        workers: how many actors at most; None takes as many as there are cores for.
        cores: that each of them may keep busy.
    """

    def __init__(
        self, address: str | None = None, workers: int | None = None, cores: int = 1
    ) -> None:
        self._address, self._workers, self._cores = address, workers, cores
        # Ray's C++ parts log to the terminal, whatever Python is told; and Ray calls home.
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        import ray  # noqa: F401  # where it is not installed, that is known before anything begins

    def map(
        self, work: Callable[[Item], Answer], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Answer]]:
        """See Engine."""
        with self.hold(work) as do:
            yield from do(items)

    @contextlib.contextmanager
    def hold(self, work: Callable[[Item], Answer]) -> Iterator[Do[Item, Answer]]:
        """See Engine. The cluster is held, its actors are not: each batch has its own."""
        self._connect()
        import ray

        try:
            yield lambda items: self._stream(work, items)
        except ray.exceptions.RayError as problem:
            reason = str(problem).strip().splitlines()[-1]
            raise WorkError(f"the cluster gave up ({reason}); begin again to carry on") from problem

    def _connect(self) -> None:
        """Join the cluster, unless this process has: it stays until it ends, or joins another.

        Each cluster counts its jobs and their actors from the start, and Ray tells them apart by
        that alone: what is left here of an actor of one cluster could end one of the next.
        """
        import ray

        options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if self._address is None:
            cores = self._workers and self._workers * self._cores
            options |= {"num_cpus": cores, "include_dashboard": False}
        asked = (self._address, options.get("num_cpus"))
        if ray.is_initialized() and _joined == [asked]:
            return
        ray.shutdown()
        _joined[:] = [asked]
        try:
            _knock(self._address or "")
            # Asked for nothing, Ray would join a cluster that happens to run here.
            ray.init(self._address or "local", **options)
        except (OSError, ValueError) as problem:
            raise InputError(
                f"--address: no Ray cluster answers at {self._address}; start one with 'ray start "
                "--head', or leave the address out"
            ) from problem

    def _stream(
        self, work: Callable[[Item], Answer], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Answer]]:
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        ray.data.DataContext.get_current().enable_progress_bars = False
        rows = [{"number": n, "item": pickle.dumps(item)} for n, item in enumerate(items)]
        answers = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Actor,
            fn_constructor_args=(work, self._cores),
            batch_size=1,
            # Items are long: two that wait for one actor would leave another without any.
            compute=ray.data.ActorPoolStrategy(
                size=self._actors(len(items)), max_tasks_in_flight_per_actor=1
            ),
            num_cpus=_SHARE * self._cores,
        )
        for row in answers.iter_rows():
            answer = pickle.loads(row["answer"])
            if isinstance(answer, _Failure):
                raise answer.problem
            yield items[int(row["number"])], answer

    def _actors(self, items: int) -> int:
        import ray

        cores = int(ray.cluster_resources().get("CPU", 0))  # type: ignore[no-untyped-call]
        most = max(1, cores // self._cores)
        return min(self._workers or most, most, items)


def _knock(address: str) -> None:
    """Try whether anybody is there: Ray itself would wait for a quarter of an hour.

    Raises:
        OSError: nobody is.
    """
    host, separator, port = address.rpartition("://")[2].rpartition(":")
    if separator and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


@dataclass(frozen=True)
class _Failure:
    """What the work raised. It is handed over as an answer: Ray would try it again."""

    problem: Exception


class _Actor:
    """A process on a cluster."""

    def __init__(self, work: Callable[[Any], Any], cores: int) -> None:
        limit_threads(cores)
        self._work = work

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        items = [pickle.loads(item) for item in batch["item"]]
        answers = [pickle.dumps(self._answer(item)) for item in items]
        return {"number": batch["number"], "answer": answers}

    def _answer(self, item: Any) -> Any:
        try:
            return self._work(item)
        except Exception as problem:
            return _Failure(problem)
