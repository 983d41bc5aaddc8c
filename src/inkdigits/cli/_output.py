"""What every command prints with: results on stdout, everything else on stderr."""

import json
import sys
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
