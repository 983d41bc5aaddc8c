"""Counts of several workers: each keeps files in one folder, and whoever is asked adds them up."""

import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from inkdigits.errors import WorkError
from inkdigits.files import write_text


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder for what workers count, as long as the block; for their parent.

    Raises:
        WorkError: there is nowhere to make it.
    """
    try:
        folder = TemporaryDirectory(prefix="inkdigits-")
    except OSError as problem:
        raise WorkError(
            f"found no folder in which several workers can count together ({problem.strerror}); "
            "name one that can be written to in TMPDIR, or take one worker"
        ) from problem
    with folder as path:
        yield Path(path)


def join_counts(folder: Path, place: int) -> CollectorRegistry:
    """Have all that this process counts from now on added to what the others count.

    Args:
        folder: of all workers.
        place: of this one among them. A successor gets the place, and so the files, of the one
            that died, and counts on from where that stopped: no count ever goes down.

    Returns:
        What shows the counts of all.
    """
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    # By default files are named by process: each successor would leave some behind.
    values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]
    write_text(_pid_file(folder, place), str(os.getpid()))
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    registry.register(_Processes(folder))
    return registry


def leave_counts(folder: Path, place: int) -> None:
    """Forget what a worker that died was doing; what it counted stays."""
    mark_process_dead(place, str(folder))  # type: ignore[no-untyped-call]
    _pid_file(folder, place).unlink(missing_ok=True)


def clear_up(folder: Path) -> None:
    """Remove the folder in the place of a parent that was killed; for a worker that ends."""
    parent = multiprocessing.parent_process()
    if parent is None or not parent.is_alive():
        shutil.rmtree(folder, ignore_errors=True)


class _Processes(Collector):
    """The memory, CPU time and files of each worker.

    Not their sums: the CPU time of one that is replaced starts at 0 again, which Prometheus
    understands of each by itself only.

    Args:
        folder: of all workers.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """See prometheus_client."""
        together: dict[str, Metric] = {}
        for file in sorted(self._folder.glob("[0-9]*.pid")):
            try:
                pid = file.read_text("ascii")
            except FileNotFoundError:  # it died just now
                continue
            for one in ProcessCollector(pid=partial(str, pid), registry=None).collect():
                all_of_them = together.setdefault(
                    one.name, Metric(one.name, one.documentation, one.type)
                )
                for sample in one.samples:
                    all_of_them.add_sample(sample.name, {"worker": file.stem}, sample.value)
        return together.values()


def _pid_file(folder: Path, place: int) -> Path:
    return folder / f"{place}.pid"
