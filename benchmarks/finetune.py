"""What the bundled recognizer gains from a hundred to a thousand digits of one's own, and loses.

Each user writes otherwise than MNIST's people: the UCI digits are other people's, scanned
otherwise; the others' are MNIST's digits of writers held out from the bundled recognizer's
training, changed by a shift. Every user has digits to learn from, drawn anew with each seed, and
others to measure on. Writes benchmarks/results/finetune.json and the table of docs/own-digits.md.

    python benchmarks/finetune.py [--seeds 3]
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import numpy as np
from section import write_section

from inkdigits import training
from inkdigits.data import Dataset, Split, hold_out, load_dataset
from inkdigits.evaluation import SHIFTS
from inkdigits.files import write_json

HERE = Path(__file__).parent
MEASURED = HERE / "results" / "finetune.json"
PAGE = HERE.parent / "docs" / "own-digits.md"

UCI = "other people, another scanner (UCI)"
# The shift and how much of it. The recipe was chosen on the line and on other shifts, not on the
# blur and the pen.
SHIFTED = {
    "a line through each digit, 2 pixels": ("line", 2),
    "out of focus, σ 2 pixels": ("blur", 2),
    "a felt pen, 6 pixels": ("stroke", 6),
}
COUNTS = (100, 300, 1000)
MEASURED_ON = 1000
SEEDS = 3

# What each part of the recipe is worth: a name, and what is set to leave it out.
WHOLE = "both"
VARIANTS: dict[str, dict[str, float]] = {
    "neither": {"remembered": 0, "blend": 1},
    "blended weights alone": {"remembered": 0},
    "memory alone": {"blend": 1},
    WHOLE: {},
}
PARTS_OF = "a line through each digit, 2 pixels", 300


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=SEEDS)
    seeds = parser.parse_args().seeds
    rows = json.loads(MEASURED.read_text("utf-8"))["rows"] if MEASURED.exists() else []
    wishes = [(user, count, WHOLE) for user in (UCI, *SHIFTED) for count in COUNTS]
    wishes += [(*PARTS_OF, variant) for variant in VARIANTS if variant != WHOLE]
    known = {(row["user"], row["digits"], row["variant"], row["seed"]) for row in rows}
    for seed in range(seeds):
        for wish in wishes:
            if (*wish, seed) not in known:
                rows.append(measure(*wish, seed))
                document = {"environment": training.describe_environment(), "rows": rows}
                write_json(MEASURED, document)
    write_section(PAGE, "gain", gain_table(rows))
    write_section(PAGE, "parts", parts_table(rows))


def measure(user: str, count: int, variant: str, seed: int) -> dict[str, Any]:
    settings = VARIANTS[variant]
    with tempfile.TemporaryDirectory() as folder:
        digits = draw(user, count, seed)
        run = training.train("convnet", digits, start="default", out=folder, seed=seed, **settings)
        metrics = run.metrics
    row: dict[str, Any] = {"user": user, "digits": count, "variant": variant, "seed": seed}
    for when in ("before", "after"):
        for part in ("test", "mnist"):
            found = metrics[when][part]
            row[f"{part}_{when}"] = {key: found[key] for key in ("n", "accuracy", "rejected")}
    row["train_seconds"] = metrics["train_seconds"]
    print(
        f"{user}, {count} digits, {variant}, seed {seed}: {row['test_before']['accuracy']:.2%} → "
        f"{row['test_after']['accuracy']:.2%}; MNIST {row['mnist_before']['accuracy']:.2%} → "
        f"{row['mnist_after']['accuracy']:.2%}",
        flush=True,
    )
    return row


def draw(user: str, count: int, seed: int) -> Split:
    """The user's digits: some to learn from, others to measure on."""
    rng = np.random.default_rng([seed, count])
    if user == UCI:
        split = load_dataset("uci-digits")
        return Split(split.train.subset(rng.permutation(len(split.train))[:count]), split.test)
    name, severity = SHIFTED[user]
    _, held_out = hold_out(load_dataset("mnist").train, "writers", 0.05, seed=0)
    order = rng.permutation(len(held_out))[: count + MEASURED_ON]
    chosen = held_out.subset(order)
    images = SHIFTS[name](chosen.images, severity, seed=seed)
    digits = Dataset(images, chosen.labels, name, f"{held_out.source}, {user}")
    places = np.arange(len(order))
    return Split(digits.subset(places[:count]), digits.subset(places[count:], f"{name}-test"))


def gain_table(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| whose digits | how many | right before | after | rejected before | after "
        "| MNIST, points | at worst |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for user in (UCI, *SHIFTED):
        for count in COUNTS:
            own = of_wish(rows, user, count, WHOLE)
            if len(own) < SEEDS:
                continue  # not measured yet
            before, after = ([row[f"test_{when}"] for row in own] for when in ("before", "after"))
            lines.append(
                f"| {user} | {count:,} | {accuracies(before)} | {accuracies(after)} "
                f"| {rejected(before)} | {rejected(after)} | {changes(own)} |"
            )
    return lines


def parts_table(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["| | right after | MNIST, points | at worst |", "|---|---:|---:|---:|"]
    for variant in VARIANTS:
        own = of_wish(rows, *PARTS_OF, variant)
        after = accuracies([row["test_after"] for row in own])
        lines.append(f"| {variant} | {after} | {changes(own)} |")
    return lines


def of_wish(rows: list[dict[str, Any]], *wish: Any) -> list[dict[str, Any]]:
    return [row for row in rows if (row["user"], row["digits"], row["variant"]) == wish]


def changes(rows: list[dict[str, Any]]) -> str:
    points = [
        100 * (row["mnist_after"]["accuracy"] - row["mnist_before"]["accuracy"]) for row in rows
    ]
    return f"{mean(points):+.2f} ± {stdev(points):.2f} | {min(points):+.2f}"


def accuracies(found: list[dict[str, Any]]) -> str:
    shares = [100 * part["accuracy"] for part in found]
    return f"{mean(shares):.2f} ± {stdev(shares):.2f} %"


def rejected(found: list[dict[str, Any]]) -> str:
    return f"{100 * mean(part['rejected'] / part['n'] for part in found):.1f} %"


if __name__ == "__main__":
    main()
