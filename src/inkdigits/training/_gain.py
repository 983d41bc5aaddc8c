"""What a recognizer gained by going on learning, and what it lost."""

from typing import Any

from inkdigits.data import Dataset, find_mnist, load_dataset
from inkdigits.evaluation import evaluate, require_labels
from inkdigits.recognizer import Recognizer
from inkdigits.training._run import Run


def measure_gain(
    run: Run, after: Recognizer, validation: Dataset | None, test: Dataset | None
) -> dict[str, Any]:
    """The run's source and its own file, measured on the same digits.

    Args:
        run: a run of FinetuneRecipe.
        after: its own file.
        validation: what was held out, if anything.
        test: the data's own test part, if it has one.

    Returns:
        "before" and "after": for "validation", "test" and "mnist", its test part, what
        `Evaluation.to_json` says and how many are "rejected" as no digit; None for a part that is
        not at hand.
    """
    before = Recognizer(run.source)
    threshold = before.card.reject_threshold  # the run's own file keeps it
    mnist = load_dataset("mnist").test if find_mnist() is not None else None
    parts = {"validation": validation, "test": test, "mnist": mnist}
    return {
        name: {part: _measure(recognizer, digits, threshold) for part, digits in parts.items()}
        for name, recognizer in (("before", before), ("after", after))
    }


def _measure(
    recognizer: Recognizer, digits: Dataset | None, threshold: float
) -> dict[str, Any] | None:
    if digits is None:
        return None
    probabilities, scores = recognizer.recognize(digits.images)
    labels = require_labels(digits)
    evaluation = evaluate(probabilities, labels, recognizer.card.name, digits.name)
    return evaluation.to_json() | {"rejected": int((scores > threshold).sum())}
