"""Measure the zoo on MNIST: each model with its own recipe, several seeds.

Writes `src/inkdigits/models/measured.json` (what `inkdigits models` shows) and the tables in the
README. Recipes that are measured already, seed by seed, are not trained again, so the command can
be stopped and started; change a recipe and its rows are measured anew.

    python benchmarks/zoo.py [--seeds 3] [--only cnn]
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import mean, median, stdev
from typing import Any

from section import write_section

from inkdigits import training
from inkdigits.data import load_dataset
from inkdigits.files import write_json
from inkdigits.models import REGISTRY, ConvnetRecipe, KerasRecipe, apply_settings
from inkdigits.models._convnet_entries import CONVNET_ENTRIES

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "src" / "inkdigits" / "models" / "measured.json"
README = ROOT / "README.md"

# How many seeds a claim rests on; three where nothing stands here.
SEEDS = {"convnet-fast": 10, "convnet": 5, "convnet-best": 5, "convnet-wide": 1}

# The tutorials' nets and this project's own; the leaderboard measures those of MNIST's table.
OWN = [
    *(name for name, entry in REGISTRY.items() if isinstance(entry.recipe, KerasRecipe)),
    *(entry.name for entry in CONVNET_ENTRIES),
]

# Beside their recipes: the same first net with the usual activation.
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    **{name: (name, {}) for name in OWN},
    "ann activation=relu": ("ann", {"activation": "relu"}),
}


def main() -> None:
    options = parse_arguments()
    document = json.loads(MEASURED.read_text("utf-8"))
    split = load_dataset("mnist")
    for name, (model, settings) in VARIANTS.items():
        if options.only in (None, name):
            for seed in range(options.seeds or SEEDS.get(name, 3)):
                measure(document, name, model, {**settings, "seed": seed}, split)
    write_section(README, "classic nets", classic_table(document))
    write_section(README, "convnets", convnet_table(document))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, help="seeds 0, 1, ... (default: as many as claimed)")
    parser.add_argument("--only", choices=VARIANTS, help="measure just this one")
    return parser.parse_args()


def measure(
    document: dict[str, Any], name: str, model: str, settings: dict[str, Any], split: Any
) -> None:
    recipe = apply_settings(REGISTRY[model].recipe, settings).to_json()
    seed = recipe.pop("seed")
    # JSON has no tuples: compare what would be read back.
    recipe = json.loads(json.dumps(recipe))
    result = document["results"].get(name, {})
    runs = result.get("runs", []) if result.get("recipe") == recipe else []
    if any(run["seed"] == seed for run in runs):
        return
    with tempfile.TemporaryDirectory() as folder:
        metrics = training.train(model, split, out=folder, **settings).metrics
    row = {"seed": seed, "epochs": metrics["epochs"], "train_seconds": metrics["train_seconds"]}
    for part in ("validation", "test"):
        if metrics[part]:
            row[part] = {key: metrics[part][key] for key in ("n", "errors", "accuracy", "loss")}
    print(f"{name} seed {seed}: {row['test']['accuracy']:.2%} in {row['train_seconds']:.0f} s")
    document["environment"] = training.describe_environment()
    document["results"][name] = summarise(recipe, sorted([*runs, row], key=lambda r: r["seed"]))
    write_json(MEASURED, document)


def summarise(recipe: dict[str, Any], runs: list[dict[str, Any]]) -> dict[str, Any]:
    accuracies = [run["test"]["accuracy"] for run in runs]
    return {
        "accuracies": accuracies,
        "mean": mean(accuracies),
        "std": stdev(accuracies) if len(accuracies) > 1 else 0.0,
        "train_seconds": median(run["train_seconds"] for run in runs),
        "recipe": recipe,
        "runs": runs,
    }


def classic_table(document: dict[str, Any]) -> list[str]:
    lines = [
        "| model | the net | parameters | epochs | seconds | right on MNIST's test digits |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for name, (model, settings) in VARIANTS.items():
        result = document["results"].get(name)
        entry = REGISTRY[model]
        if result is None or isinstance(entry.recipe, ConvnetRecipe):
            continue
        layers = "the same with ReLU in the hidden layer" if settings else entry.layers
        label = f"`{model}` `--set activation=relu`" if settings else f"`{model}`"
        lines.append(
            f"| {label} | {layers} | {entry.parameters:,} | {result['runs'][0]['epochs']} "
            f"| {result['train_seconds']:.0f} | {accuracy(result)} |"
        )
    return [*lines, "", f"Mean ± standard deviation over 3 seeds; {conditions(document)}"]


def convnet_table(document: dict[str, Any]) -> list[str]:
    lines = [
        "| model | what it is for | parameters | training | right on MNIST's test digits | seeds |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for name, entry in REGISTRY.items():
        result = document["results"].get(name)
        if result is None or not isinstance(entry.recipe, ConvnetRecipe):
            continue
        lines.append(
            f"| `{name}` | {entry.summary} | {entry.parameters:,} "
            f"| {result['train_seconds']:.1f} s | {accuracy(result)} | {len(result['runs'])} |"
        )
    return [*lines, "", f"Mean ± standard deviation over the seeds; {conditions(document)}"]


def accuracy(result: dict[str, Any]) -> str:
    spread = f" ± {100 * result['std']:.2f}" if len(result["runs"]) > 1 else ""
    return f"{100 * result['mean']:.2f}{spread} %"


def conditions(document: dict[str, Any]) -> str:
    machine = document.get("environment", {})
    packages = machine.get("packages", {})
    return (
        f"10,000 test digits; median training time on {machine.get('cores')} cores "
        f"({machine.get('processor')}), Keras {packages.get('keras')} on PyTorch "
        f"{packages.get('torch', '').split('+')[0]}. Written by `make figures`."
    )


if __name__ == "__main__":
    main()
