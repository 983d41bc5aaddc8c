"""The options that say whose processes work, for all commands that train several nets."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.engines import Engine

EngineOption = Annotated[
    Literal["local", "ray"], typer.Option(help="Who trains: this machine or a Ray cluster.")
]
AddressOption = Annotated[
    str | None, typer.Option(help="Of a Ray cluster; without it one starts here.")
]


def require_together(engine: str, address: str | None, count: int | None, option: str) -> None:
    """Make sure that the options go together.

    Args:
        engine: "local" or "ray".
        address: of a cluster, or None.
        count: of the processes; None is as many as fit.
        option: what the count is called.

    Raises:
        InputError: they do not.
    """
    if address is not None and engine != "ray":
        raise InputError("got --address without --engine ray; add it")
    if address is not None and count is None:
        raise InputError(
            f"got --address without {option}; say how many trainings at a time the cluster is for"
        )


def choose_engine(engine: str, address: str | None, workers: int | None) -> "Engine":
    """Who trains.

    This machine's cores are divided among the workers, each of which has one if there is no number
    of them; on a cluster each has one.
    """
    from inkdigits.engines import LocalEngine, RayEngine
    from inkdigits.recognizer import usable_cpus

    if address:
        return RayEngine(address, workers)
    workers = min(workers or usable_cpus(), usable_cpus())
    cores = usable_cpus() // workers
    if engine == "ray":
        return RayEngine(None, workers, cores)
    return LocalEngine(workers, cores)
