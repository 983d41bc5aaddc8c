"""Weigh the smallest recognizers: accuracy on MNIST's test digits against the bytes of the file.

Writes the table and the picture of docs/small.md, and keeps each single result in
benchmarks/results/tiny.json. Runs stay in a folder of their own: what is finished is not trained
again and what was stopped is carried on, so the command can be stopped and started.

    python benchmarks/tiny [--seeds 3] [--only convnet-tiny] [--runs runs/tiny]
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from contestants import CONTESTANTS, SEEDS, Contestant
from sizes_picture import draw
from weights import Weighed, table

from inkdigits import training
from inkdigits.data import Split, load_dataset
from inkdigits.evaluation import evaluate_recognizer
from inkdigits.files import write_json
from inkdigits.models import Recipe, apply_settings, find_entry, recipe_from_json
from inkdigits.recognizer import Recognizer, load_recognizer

sys.path.append(str(Path(__file__).parent.parent))
from section import write_section

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "tiny.json"
PAGE = ROOT / "docs" / "small.md"
PICTURE = ROOT / "docs" / "images" / "small.png"
BAR = 0.995


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many of each")
    parser.add_argument("--only", choices=[c.label for c in CONTESTANTS], help="just this one")
    parser.add_argument("--runs", type=Path, default=Path("runs/tiny"), help="where runs are kept")
    options = parser.parse_args()
    split = load_dataset("mnist")
    for seed in range(options.seeds):
        for contestant in CONTESTANTS:
            if options.only in (None, contestant.label):
                weigh(contestant, seed, split, options.runs)
    weigh_bundled(split, options.runs)
    write_page(read_rows())


def weigh(contestant: Contestant, seed: int, split: Split, runs: Path) -> None:
    """Train and weigh one seed of a recipe, unless that is done."""
    recipe = apply_settings(
        find_entry(contestant.model).recipe, {**contestant.settings, "seed": seed}
    )
    if any(
        row["label"] == contestant.label and row["seed"] == seed and is_of(recipe, row["recipe"])
        for row in read_rows()
    ):
        return
    run = trained_run(contestant, recipe, split, runs / contestant.label.replace(" ", "-"))
    keep(contestant.label, run.recognizer(), split)
    if contestant.int8:
        keep_int8(contestant.label, run.path / "model.onnx", split, run.path / "int8.onnx")


def is_of(recipe: Recipe, document: dict[str, Any]) -> bool:
    """Whether a recipe's JSON says the same, but for the machine it was followed on."""
    machine = {"precision": "auto", "device": "auto"}
    found = recipe_from_json(find_entry(recipe.model).recipe, document | machine)
    return found == replace(recipe, **machine)


def trained_run(contestant: Contestant, recipe: Recipe, split: Split, folder: Path) -> training.Run:
    """A finished run: one that is there, carried on if it was stopped, or a new one."""
    for path in sorted(folder.glob(f"{recipe.model}/*")):
        run = training.load_run(path)
        if is_of(recipe, run.recipe.to_json()):
            return run if (path / "metrics.json").is_file() else training.resume(path, split)
    return training.train(
        contestant.model, split, out=folder, seed=recipe.seed, **contestant.settings
    )


def weigh_bundled(split: Split, runs: Path) -> None:
    """Weigh the recognizer that comes with the package."""
    if not any(row["label"] == "default" for row in read_rows()):
        recognizer = load_recognizer()
        keep("default", recognizer, split)
        runs.mkdir(parents=True, exist_ok=True)
        keep_int8("default", recognizer.path, split, runs / "default-int8.onnx")


def keep_int8(label: str, source: Path, split: Split, target: Path) -> None:
    """Weigh the variant that `inkdigits quantize` makes of a file."""
    training.quantize(source, target, split.train.images, split.evaluation)
    keep(f"{label}, int8", Recognizer(target), split)


def keep(label: str, recognizer: Recognizer, split: Split) -> None:
    """Ask a file for the test digits, and add what came out to the results."""
    evaluation = evaluate_recognizer(recognizer, split.evaluation)
    recipe = recognizer.card.recipe
    row = {
        "label": label,
        "seed": recipe["seed"],
        "bytes": recognizer.path.stat().st_size,
        "errors": evaluation.errors,
        "n": evaluation.n,
        "recipe": recipe,
    }
    print(f"{label}, seed {row['seed']}: {row['bytes']:,} bytes, {row['errors']} errors")
    others = [r for r in read_rows() if (r["label"], r["seed"]) != (label, row["seed"])]
    write_json(RESULTS, {"environment": training.describe_environment(), "rows": [*others, row]})


def read_rows() -> list[dict[str, Any]]:
    """Every single result so far; another process may add some."""
    return list(json.loads(RESULTS.read_text("utf-8"))["rows"]) if RESULTS.exists() else []


def write_page(rows: list[dict[str, Any]]) -> None:
    """Bring docs/small.md and its picture to the results."""
    weighed = []
    for label in dict.fromkeys(row["label"] for row in rows):
        own = sorted((row for row in rows if row["label"] == label), key=lambda row: row["seed"])
        sizes, errors = [row["bytes"] for row in own], [row["errors"] for row in own]
        weighed.append(Weighed(label, sizes, errors, own[0]["n"], label.startswith("convnet-tiny")))
    write_section(PAGE, "sizes", table(weighed))
    draw(weighed, BAR, PICTURE)


if __name__ == "__main__":
    main()
