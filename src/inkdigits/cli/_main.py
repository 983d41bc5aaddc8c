"""The `inkdigits` command: registers the commands and translates errors into exit codes."""

import sys
from collections.abc import Sequence

import typer

from inkdigits.cli._audit import audit
from inkdigits.cli._classify import classify
from inkdigits.cli._compare import compare
from inkdigits.cli._data import data
from inkdigits.cli._demo import demo
from inkdigits.cli._evaluate import evaluate
from inkdigits.cli._explain import explain
from inkdigits.cli._explore import explore
from inkdigits.cli._leaderboard import leaderboard
from inkdigits.cli._models import models
from inkdigits.cli._output import say
from inkdigits.cli._quantize import quantize
from inkdigits.cli._read import read
from inkdigits.cli._serve import serve
from inkdigits.cli._submit import submit
from inkdigits.cli._sweep import sweep
from inkdigits.cli._train import train
from inkdigits.errors import InputError, WorkError

# What comes with an extra only, and with which.
_EXTRAS = {
    **dict.fromkeys(
        ("keras", "matplotlib", "onnx", "onnxscript", "optuna", "sklearn", "torch"), "train"
    ),
    **dict.fromkeys(("fsspec", "psycopg", "pyarrow", "ray"), "cluster"),
    **dict.fromkeys(("fastapi", "prometheus_client", "uvicorn"), "serve"),
}

app = typer.Typer(
    name="inkdigits",
    help="Train, measure and use recognizers of handwritten digits.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_INTERRUPTED = 130  # what Typer makes of a Ctrl-C

# In the order of a first visit. Each command lives in a file of its own and imports what it needs
# only when it runs, so that `classify` never pays for a training framework.
app.command("demo")(demo)
app.command("models")(models)
app.add_typer(data, name="data")
app.command("explore")(explore)
app.command("audit")(audit)
app.command("train")(train)
app.command("evaluate")(evaluate)
app.command("compare")(compare)
app.command("leaderboard")(leaderboard)
app.command("sweep")(sweep)
app.command("submit")(submit)
app.command("quantize")(quantize)
app.command("classify")(classify)
app.command("read")(read)
app.command("explain")(explain)
app.command("serve")(serve)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 1 the work failed, 2 bad usage or bad input.

    Args:
        arguments: what follows the program's name; None takes `sys.argv`.
    """
    command = typer.main.get_command(app)
    try:
        code = int(command.main(args=arguments, prog_name="inkdigits", standalone_mode=False) or 0)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return code
    except typer.TyperException as problem:
        message = problem.format_message()
        # A group without a command answers with its whole help, which stands for itself.
        whole_help = message.lstrip().startswith("Usage:")
        say(message if whole_help else f"inkdigits: {message} Try 'inkdigits --help'.")
        return problem.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say("inkdigits: stopped")
        return 1
    except InputError as problem:
        say(f"inkdigits: {problem}")
        return 2
    except ModuleNotFoundError as problem:
        package = str(problem.name).partition(".")[0]
        extra = _EXTRAS.get(package)
        if extra is None:
            raise
        say(f"inkdigits: {package} is not installed here; pip install 'inkdigits[{extra}]'")
        return 2
    except (WorkError, OSError) as problem:
        say(f"inkdigits: {problem}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
