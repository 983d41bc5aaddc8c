from collections.abc import Sequence
from typing import Any

from inkdigits.cli._evaluate_one import Measured
from inkdigits.cli._output import percent


def several_to_json(found: Sequence[Measured]) -> dict[str, Any]:
    """The document of each recognizer with its file, and the summary of all."""
    from inkdigits.evaluation import summarise_seeds

    summary = summarise_seeds([measured.evaluation.accuracy for measured in found])
    first = found[0].evaluation
    return {
        "models": [
            {"file": str(measured.recognizer.path), **measured.to_json()} for measured in found
        ],
        "summary": {"data": first.data, "n": first.n, "accuracy": summary.to_json()},
    }


def several_in_words(found: Sequence[Measured]) -> str:
    """A line for each recognizer, then mean, deviation, lowest and highest."""
    from inkdigits.evaluation import summarise_seeds

    summary = summarise_seeds([measured.evaluation.accuracy for measured in found])
    first = found[0].evaluation
    lines = [f"{len(found)} models on {first.data}, {first.n:,} digits"]
    for measured in found:
        accuracy, errors = measured.evaluation.accuracy, measured.evaluation.errors
        lines.append(f"{percent(accuracy):>9}  {errors:6,} errors  {measured.recognizer.path}")
    return "\n".join(
        [
            *lines,
            "",
            f"mean {percent(summary.mean)}, deviation {percent(summary.std)}, "
            f"lowest {percent(summary.min)}, highest {percent(summary.max)}",
        ]
    )
