"""From single results to the tables in docs/ladder.md."""

import json
from pathlib import Path
from statistics import mean, median, stdev
from typing import Any

from rungs import LADDERS, Ladder, Rung

from inkdigits.files import write_text
from inkdigits.models import apply_settings, find_entry

PAGE = Path(__file__).parent.parent.parent / "docs" / "ladder.md"
HEAD = "| | change | why | validation error | median time | seeds |\n|---|---|---|---|---|---|\n"


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
    wanted = _without_seed(apply_settings(find_entry(model).recipe, rung.settings).to_json())
    return [result for key, result in results.items() if _without_seed(json.loads(key)) == wanted]


def _without_seed(recipe: dict[str, Any]) -> dict[str, Any]:
    """What must be the same; the held-out part is the ladder's own."""
    own = ("seed", "holdout", "validation")
    document: dict[str, Any] = json.loads(json.dumps(recipe))
    return {key: value for key, value in document.items() if key not in own}


def row(rung: Rung, results: list[dict[str, Any]]) -> str:
    if not results:
        return ""
    errors = [100 * result["errors"] / result["n"] for result in results]
    spread = f" ± {stdev(errors):.2f}" if len(errors) > 1 else ""
    seconds = median(result["seconds"] for result in results)
    sign = "✓" if rung.kept else "✗"
    return (
        f"| {sign} | {rung.name} | {rung.reason} | {mean(errors):.2f}{spread} % | "
        f"{seconds:.1f} s | {len(results)} |\n"
    )
