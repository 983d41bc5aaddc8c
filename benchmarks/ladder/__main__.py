"""Climb the ladder: train every rung on MNIST less a tenth of its writers, measure on those.

Writes the tables of docs/ladder.md and keeps each single result in benchmarks/results/ladder.json.
What is measured already is not trained again, so the command can be stopped and started; change a
rung and it is measured anew. MNIST's test part is never looked at.

    python benchmarks/ladder [--seeds 5] [--only convnet-fast]
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from rungs import LADDERS, Rung
from sklearn.metrics import log_loss
from table import measured, write_tables

from inkdigits.data import Dataset, load_dataset
from inkdigits.files import write_json
from inkdigits.models import ConvnetRecipe, apply_settings, find_entry
from inkdigits.training import Run, describe_environment, divide, torch_engine
from inkdigits.training._memory import keep_freed_memory
from inkdigits.training._progress import Silent

RESULTS = Path(__file__).parent.parent / "results" / "ladder.json"

# The part that chooses; the recipes themselves hold out less or nothing.
HELD_OUT = {"holdout": "writers", "validation": 0.1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, help="seeds 0, 1, ... (default: the ladder's own)")
    parser.add_argument("--only", choices=LADDERS, help="climb just this one")
    options = parser.parse_args()
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    train = load_dataset("mnist").train
    keep_freed_memory()
    for model, ladder in LADDERS.items():
        if options.only in (None, model):
            for rung in ladder.climbed():
                for seed in range(options.seeds or ladder.seeds):
                    climb(results, model, rung, seed, train)
    write_tables(results)


def climb(results: dict[str, Any], model: str, rung: Rung, seed: int, train: Dataset) -> None:
    """Train and measure one seed of a rung, unless that is done."""
    settings = {**rung.settings, **HELD_OUT, "seed": seed}
    recipe = apply_settings(find_entry(model).recipe, settings)
    assert isinstance(recipe, ConvnetRecipe)
    if any(result["seed"] == seed for result in measured(model, rung, results)):
        return
    key = json.dumps(recipe.to_json(), sort_keys=True)
    part, validation = divide(train, recipe)
    assert validation is not None
    with tempfile.TemporaryDirectory() as folder:
        run = Run.create(Path(folder), recipe, "mnist")
        trained = torch_engine.fit(run, part, validation, Silent())
        seconds = sum(row["seconds"] for row in run.history)
    probabilities = trained.predict_proba(validation.images)
    assert validation.labels is not None
    wrong = probabilities.argmax(axis=1) != validation.labels
    results[key] = {
        "model": model,
        "rung": rung.name,
        "seed": seed,
        "n": len(validation),
        "errors": int(wrong.sum()),
        "loss": round(log_loss(validation.labels, probabilities, labels=range(10)), 5),
        "seconds": round(seconds, 2),
        "processor": describe_environment()["processor"],
    }
    print(f"{model}, {rung.name}, seed {seed}: {wrong.mean():.2%} wrong in {seconds:.1f} s")
    write_json(RESULTS, results)


if __name__ == "__main__":
    main()
