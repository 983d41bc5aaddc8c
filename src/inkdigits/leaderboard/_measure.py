"""Train a row, read the test digits once, and keep what came of it."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from inkdigits.arrays import Images
from inkdigits.data import Split, dataset_hash
from inkdigits.files import write_json
from inkdigits.leaderboard.rows import Row
from inkdigits.models import apply_settings, find_entry
from inkdigits.training import Answers, Run, TrainingProgress, describe_environment, train

_TIMED = 500  # digits that are classified to take the time of one ...
_SLOW = 10  # ... and so many first, to see whether that would take long
_PATIENCE = 10.0  # seconds


@dataclass(frozen=True)
class Measured:
    """What one row reached.

    Attributes:
        key: the row's.
        recipe: every choice of the run, as it was asked for.
        data: name of the digits it was measured on.
        sha256: of the digits it was trained on.
        n: digits it was measured on.
        errors: how many of them it took for another.
        accuracy: share of right answers.
        ci95: Wilson's 95 % interval of the accuracy.
        train_seconds: of training alone.
        row_seconds: of the whole row: training, export, reports, measuring.
        predict_ms: milliseconds for a digit, in batches.
        bytes: of the model's file.
        report: of the run, with its mistakes: a path from the leaderboard's folder.
        machine: processor and cores, in words.
    """

    key: str
    recipe: Mapping[str, Any]
    data: str
    sha256: str
    n: int
    errors: int
    accuracy: float
    ci95: tuple[float, float]
    train_seconds: float
    row_seconds: float
    predict_ms: float
    bytes: int
    report: str
    machine: str

    @property
    def error(self) -> float:
        """Share of wrong answers."""
        return self.errors / self.n

    @property
    def error_ci95(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the error."""
        low, high = self.ci95
        return 1 - high, 1 - low


def measure(
    row: Row, split: Split, folder: Path, seed: int, progress: TrainingProgress | None = None
) -> Measured:
    """Train a row's model and measure it on the test part; `load_measured` finds it again.

    Args:
        row: one with a model.
        split: its test part is what is measured on; without one, the validation part is.
        folder: the leaderboard's, where the run and `rows/<key>.json` go.
        seed: of the run.
        progress: who follows the training; None follows nothing.
    """
    began = time.perf_counter()
    run = train(row.model, split, out=folder / "runs", seed=seed, progress=progress, **row.settings)
    metrics = run.metrics
    part = metrics["test"] or metrics["validation"]
    environment = describe_environment()
    measured = Measured(
        key=row.key,
        recipe=_recipe(row, seed),
        data=part["data"],
        sha256=dataset_hash(split.train),
        n=part["n"],
        errors=part["errors"],
        accuracy=part["accuracy"],
        ci95=(part["ci95"][0], part["ci95"][1]),
        train_seconds=metrics["train_seconds"],
        predict_ms=_time_a_digit(run, split.evaluation.images),
        row_seconds=round(time.perf_counter() - began, 1),
        bytes=run.model_file.stat().st_size,
        report=(run.path / "report.html").relative_to(folder).as_posix(),
        machine=f"{environment['processor']}, {environment['cores']} cores",
    )
    write_json(_path(row, folder), asdict(measured))
    return measured


def load_measured(row: Row, split: Split, folder: Path, seed: int) -> Measured | None:
    """What `measure` found for the same recipe, digits and seed; None where it did not yet.

    Two rows of the table may have the same recipe: what one found serves the other.
    """
    recipe, sha256 = _recipe(row, seed), dataset_hash(split.train)
    for path in (_path(row, folder), *sorted((folder / "rows").glob("*.json"))):
        try:
            measured = from_json(json.loads(path.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            continue  # not there, or of another version: measured anew
        if measured.recipe == recipe and measured.sha256 == sha256:
            return replace(measured, key=row.key)
    return None


def from_json(document: Mapping[str, Any]) -> Measured:
    """What `dataclasses.asdict` made of a Measured, once written and read."""
    return Measured(**{**document, "ci95": tuple(document["ci95"])})


def _recipe(row: Row, seed: int) -> dict[str, Any]:
    recipe = apply_settings(find_entry(row.model).recipe, {**row.settings, "seed": seed})
    # JSON has no tuples: this is what will be read back.
    return dict(json.loads(json.dumps(recipe.to_json())))


def _path(row: Row, folder: Path) -> Path:
    return folder / "rows" / f"{row.key}.json"


def _time_a_digit(run: Run, images: Images) -> float:
    """Milliseconds a digit, of many at once; other digits each time, since answers may be kept."""
    answers = run.answers()
    _seconds(answers, images[:_SLOW])  # the first call prepares things
    seconds = _seconds(answers, images[_SLOW : 2 * _SLOW])
    if seconds * _TIMED / _SLOW > _PATIENCE:
        return 1000 * seconds / _SLOW
    count = min(_TIMED, len(images) // 3)
    parts = [images[start : start + count] for start in (0, count, 2 * count)]
    return 1000 * min(_seconds(answers, part) for part in parts) / count


def _seconds(answers: Answers, digits: Images) -> float:
    began = time.perf_counter()
    answers.predict_proba(digits)
    return time.perf_counter() - began
