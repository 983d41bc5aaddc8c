"""How well an audit finds wrong labels: planted ones, and those that people reject in MNIST.

Planted: a twentieth of the embedded digits' labels replaced at random, judged out of fold. MNIST:
the test part judged by what was trained on the training part, and by the bundled recognizer; how
many of the 15 labels of `DISPUTED_MNIST_TEST` are among the first. Rows that are measured already
(`results/audit.json`) are not measured again. Writes the tables and the picture of docs/audit.md.

    python benchmarks/audit.py [--only convnet]
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from section import write_section

from inkdigits.arrays import Probabilities
from inkdigits.data import Dataset, load_dataset
from inkdigits.evaluation import (
    DISPUTED_MNIST_TEST,
    LabelAudit,
    audit_labels,
    require_labels,
)
from inkdigits.evaluation.figures import draw_suspects
from inkdigits.files import write_json
from inkdigits.recognizer import load_recognizer
from inkdigits.training import out_of_fold, train_and_ask

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "audit.json"
PAGE = ROOT / "docs" / "audit.md"

FIRST = (15, 50, 100)
JUDGES = {"default": (0,), "convnet": (0, 1, 2), "convnet-best": (0, 1, 2)}
PLANTED_SEEDS = (0, 1, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=["planted", *JUDGES], help="measure just this one")
    only = parser.parse_args().only
    found = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name, seeds in {"planted": PLANTED_SEEDS, **JUDGES}.items():
        rows = found.setdefault(name, {})
        for seed in seeds if only in (None, name) else ():
            if str(seed) not in rows:
                rows[str(seed)] = planted(seed) if name == "planted" else disputed(name, seed)
                print(name, seed, rows[str(seed)])
                write_json(RESULTS, found)
    write_section(PAGE, "planted", planted_table(found["planted"]))
    write_section(PAGE, "disputed", disputed_table(found))


def planted(seed: int) -> dict[str, Any]:
    """Flip labels, audit, and count which of them were found."""
    digits = load_dataset("embedded").train
    generator = np.random.default_rng(seed)
    labels = require_labels(digits).copy()
    wrong = generator.permutation(len(digits))[: len(digits) // 20]
    labels[wrong] = (labels[wrong] + generator.integers(1, 10, len(wrong))) % 10
    flipped = Dataset(digits.images, labels, "planted", digits.source)
    audit = rank(out_of_fold("convnet", flipped, seed=seed), flipped, len(wrong))
    first = {suspect.index for suspect in audit.suspects[: len(wrong)]}
    issues = {suspect.index for suspect in audit.suspects if suspect.issue}
    return {
        "planted": len(wrong),
        "among_first": len(first & set(wrong.tolist())),
        "issues": len(issues),
        "issues_planted": len(issues & set(wrong.tolist())),
        "estimated": round(audit.estimated, 1),
    }


def disputed(judge: str, seed: int) -> dict[str, Any]:
    """Audit MNIST's test part, and see where the disputed labels stand; draw the first seed's."""
    split = load_dataset("mnist")
    assert split.test is not None
    if judge == "default":
        probabilities = load_recognizer().predict_proba(split.test.images)
    else:
        probabilities = train_and_ask(judge, split.train, split.test.images, seed=seed)
    audit = rank(probabilities, split.test, len(split.test))
    if judge == "convnet" and seed == 0:
        shown = replace(audit, suspects=audit.suspects[:30])
        draw_suspects(split.test.images, shown, ROOT / "docs" / "images" / "audit.png")
    places = {suspect.index: place for place, suspect in enumerate(audit.suspects, 1)}
    return {
        "issues": audit.issues,
        "estimated": round(audit.estimated, 1),
        "ranks": {str(index): places[index] for index in DISPUTED_MNIST_TEST},
    }


def rank(probabilities: Probabilities, digits: Dataset, top: int) -> LabelAudit:
    labels = require_labels(digits)
    return audit_labels(probabilities, labels, data=digits.name, part="test", judge="", top=top)


def planted_table(rows: dict[str, Any]) -> list[str]:
    return [
        "| seed | labels flipped | flipped among as many first | likely wrong | flipped among them "
        "| wrong by estimate |",
        "|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {seed} | {row['planted']} | {row['among_first']} | {row['issues']} "
            f"| {row['issues_planted']} | {row['estimated']} |"
            for seed, row in rows.items()
        ),
        "",
        "1,297 embedded digits, `convnet` on five folds. Written by `python benchmarks/audit.py`.",
    ]


def disputed_table(found: dict[str, Any]) -> list[str]:
    lines = [
        "| judge | seeds | disputed among the first "
        + " | ".join(map(str, FIRST))
        + " | likely wrong |",
        "|---|---:|" + "---:|" * (len(FIRST) + 1),
    ]
    for judge in JUDGES:
        if rows := list(found[judge].values()):
            counts = [
                [sum(place <= first for place in row["ranks"].values()) for row in rows]
                for first in FIRST
            ]
            cells = [*map(spread, counts), spread([row["issues"] for row in rows])]
            lines.append(f"| `{judge}` | {len(rows)} | {' | '.join(cells)} |")
    return [
        *lines,
        "",
        f"Of {len(DISPUTED_MNIST_TEST)} disputed labels among MNIST's 10,000 test digits; mean "
        "over the seeds, with the least and the most. Written by `python benchmarks/audit.py`.",
    ]


def spread(counts: list[int]) -> str:
    if min(counts) == max(counts):
        return str(counts[0])
    return f"{mean(counts):.1f} ({min(counts)}–{max(counts)})"


if __name__ == "__main__":
    main()
