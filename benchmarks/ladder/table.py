"""From single results to the tables in docs/ladder.md."""

import json
from dataclasses import replace
from pathlib import Path
from statistics import mean, median, stdev
from typing import Any

from rungs import LADDERS, Ladder, Rung

from inkdigits.files import write_text
from inkdigits.models import Recipe, apply_settings, find_entry, recipe_from_json

PAGE = Path(__file__).parent.parent.parent / "docs" / "ladder.md"
HEAD = (
    "| | change | why | validation error | loss | median time | seeds |\n"
    "|---|---|---|---|---|---|---|\n"
)


def write_tables(results: dict[str, Any]) -> None:
    """Replace each table between its marks; a rung that is not measured has no row."""
    page = PAGE.read_text("utf-8")
    for model, ladder in LADDERS.items():
        begin, end = f"<!-- {model}: begin -->", f"<!-- {model}: end -->"
        if begin not in page:
            continue
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}\n{table(model, ladder, results)}{end}{after}"
    write_text(PAGE, page)


def table(model: str, ladder: Ladder, results: dict[str, Any]) -> str:
    rows = (row(rung, measured(model, rung, results)) for rung in ladder.climbed())
    return HEAD + "".join(rows)


def measured(model: str, rung: Rung, results: dict[str, Any]) -> list[dict[str, Any]]:
    """The single results of a rung as it stands now, in any order."""
    base = find_entry(model).recipe
    wanted = _comparable(apply_settings(base, rung.settings))
    return [
        result
        for key, result in results.items()
        if result["model"] == model
        and _comparable(recipe_from_json(base, json.loads(key))) == wanted
    ]


def _comparable(recipe: Recipe) -> Recipe:
    """What must be the same; seed and held-out part are the ladder's own.

    A setting that came into the zoo later has its default in earlier results.
    """
    return replace(recipe, seed=0, holdout="auto", validation=0.0)


def row(rung: Rung, results: list[dict[str, Any]]) -> str:
    if not results:
        return ""
    errors = [100 * result["errors"] / result["n"] for result in results]
    spread = f" ± {stdev(errors):.2f}" if len(errors) > 1 else ""
    # Results of before the loss was kept have none.
    losses = [result["loss"] for result in results if "loss" in result]
    loss = f"{mean(losses):.4f}" if losses else "–"
    seconds = median(result["seconds"] for result in results)
    sign = "✓" if rung.kept else "✗"
    return (
        f"| {sign} | {rung.name} | {rung.reason} | {mean(errors):.2f}{spread} % | {loss} | "
        f"{seconds:.1f} s | {len(results)} |\n"
    )
