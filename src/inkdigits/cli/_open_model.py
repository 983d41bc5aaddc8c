from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from inkdigits.recognizer import Recognizer


def open_model(source: str) -> "Recognizer":
    """Open what a person names as a model: a file, a run, or "default".

    A run of a method that no file can hold opens too; what answers then is used as a Recognizer is.

    Raises:
        InputError: there is no such file or run, or it is none of ours.
    """
    if (Path(source) / "method.npz").is_file():
        from inkdigits.training import load_run

        return cast("Recognizer", load_run(source).answers())
    from inkdigits.recognizer import load_recognizer

    return load_recognizer(source)
