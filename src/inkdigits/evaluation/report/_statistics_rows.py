"""The same accuracy, looked at in several ways: rows for a table."""

from inkdigits.evaluation._evaluation import Evaluation
from inkdigits.evaluation._statistics import Statistics
from inkdigits.evaluation.scores._by_writer import Part

Row = tuple[str, Part, tuple[float, float]]
"""What is looked at, its counts, and the 95 % interval of its accuracy."""


def accuracy_rows(evaluation: Evaluation, statistics: Statistics) -> list[Row]:
    """All digits with each kind of interval, then the parts of them that are known."""
    whole = Part(evaluation.n, evaluation.errors)
    rows = [
        ("all digits, Wilson", whole, evaluation.ci95),
        ("all digits, Clopper–Pearson", whole, statistics.exact95),
        ("all digits, digits drawn anew", whole, statistics.bootstrap95),
    ]
    if statistics.writers95 is not None:
        rows.append(("all digits, writers drawn anew", whole, statistics.writers95))
    if statistics.writers is not None:
        rows += [
            (f"{part.n:,} of {name}", part, part.ci95)
            for name, part in statistics.writers.parts.items()
        ]
    if statistics.undisputed is not None:
        part = statistics.undisputed
        rows.append((f"{part.n:,} without disputed labels", part, part.ci95))
    return rows
