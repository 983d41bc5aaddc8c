import json
from importlib import resources
from typing import Any


def measured_results() -> dict[str, dict[str, Any]]:
    """What each recipe reached on MNIST, as `benchmarks/zoo.py` wrote it.

    Returns:
        By name (a variant's name has its settings after a space): `accuracies` on the test part,
        one a seed, their `mean` and `std`, `train_seconds`, and the machine in words.
    """
    text = resources.files("inkdigits.models").joinpath("measured.json").read_text("utf-8")
    return dict(json.loads(text)["results"])
