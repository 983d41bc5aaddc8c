"""What every command prints with: results on stdout, everything else on stderr."""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")
]


def print_json(document: Any) -> None:
    """Print the one JSON document of a command that was asked for --json."""
    sys.stdout.write(json.dumps(document, indent=2, allow_nan=False) + "\n")


def say(message: str) -> None:
    """Tell the person at the terminal something that is not the result."""
    sys.stderr.write(message + "\n")


@contextlib.contextmanager
def quiet_stdout() -> Iterator[None]:
    """Send what others print meanwhile to stderr: Ray tells of lost processes on stdout."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


def percent(share: float, decimals: int = 2) -> str:
    """A share in [0, 1] as people read it: "97.71 %"."""
    return f"{100 * share:.{decimals}f} %"


def score(measured: dict[str, Any]) -> str:
    """An evaluation's JSON as one phrase: how much is right, how sure that is."""
    low, high = measured["ci95"]
    return (
        f"{percent(measured['accuracy'])} right, {measured['errors']} wrong of "
        f"{measured['n']:,} (95 % interval {percent(low)} to {percent(high)})"
    )
