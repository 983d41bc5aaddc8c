import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from inkdigits import __version__
from inkdigits.evaluation._evaluation import Evaluation
from inkdigits.evaluation.pictures._curves import History, best_epoch
from inkdigits.files import write_text

_SPACE = "\u00a0"  # keeps a number and its unit on one line


@dataclass(frozen=True)
class ReportTable:
    """A table below a picture, or alone.

    Attributes:
        columns: their headings; the first is of the rows' names.
        rows: as many words each as there are columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ReportFigure:
    """A section of a report: a picture, a table, or both.

    Attributes:
        heading: what it is, such as "Confusion matrix".
        caption: how to read it.
        alt: what the picture shows, for those who cannot see it.
        path: the PNG file; it is copied into the report. None where a table says it all.
        table: what the picture shows, in numbers.
    """

    heading: str
    caption: str
    alt: str = ""
    path: Path | None = None
    table: ReportTable | None = None

    @property
    def data_uri(self) -> str:
        """The picture itself as a data URI; empty where there is none."""
        if self.path is None:
            return ""
        return "data:image/png;base64," + base64.b64encode(self.path.read_bytes()).decode("ascii")


def write_report(
    target: Path,
    *,
    title: str,
    evaluation: Evaluation,
    figures: Sequence[ReportFigure],
    history: History | None = None,
    recipe: Mapping[str, Any] | None = None,
    environment: Mapping[str, Any] | None = None,
    train_seconds: float | None = None,
) -> Path:
    """Write an evaluation as one self-contained HTML file.

    The page holds its pictures and its style in itself, runs no script and asks nothing of the
    network. It suits a phone, a wide screen, dark mode and paper.

    Args:
        target: the HTML file to write.
        title: its heading, such as "cnn on mnist-test".
        evaluation: the measurements.
        figures: in the order in which they shall stand.
        history: the epochs of the training, for a table of them.
        recipe: every choice the training depended on; may be nested.
        environment: versions and hardware; may be nested.
        train_seconds: how long the training took.

    Returns:
        `target`.
    """
    page = _environment().get_template("report.html.j2")
    text = page.render(
        title=title,
        evaluation=evaluation,
        figures=figures,
        history=history or [],
        best_epoch=best_epoch(history or []),
        tables=[
            (heading, _groups(values))
            for heading, values in (("Recipe", recipe), ("Environment", environment))
            if values
        ],
        train_seconds=train_seconds,
        version=__version__,
    )
    write_text(target, text)
    return target


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("inkdigits.evaluation.report", "."),
        autoescape=True,  # names of models and datasets come from the user
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["duration"] = _duration
    return environment


def _groups(values: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """A mapping as groups of rows: its plain values under no name, then each inner mapping."""
    plain = {name: value for name, value in values.items() if not isinstance(value, Mapping)}
    inner = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    return [
        (group, [(name, _in_words(value)) for name, value in members.items()])
        for group, members in {"": plain, **inner}.items()
        if members
    ]


def _in_words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_in_words, value))
    return str(value)


def percent(share: float, decimals: int = 2) -> str:
    """A share in [0, 1] as reports have it: "97.71 %", on one line."""
    return f"{100 * share:.{decimals}f}{_SPACE}%"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f}{_SPACE}s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h", f"{minutes} min"] if hours else [f"{minutes} min", f"{rest} s"]
    return " ".join(parts).replace(" ", _SPACE)
