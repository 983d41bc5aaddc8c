import csv
import io
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from inkdigits.arrays import Labels, Probabilities
from inkdigits.evaluation.labels._label_issues import (
    confident_joint,
    estimate_joint,
    find_label_issues,
    normalized_margin,
    self_confidence,
    suggestions,
)
from inkdigits.files import write_text

SplitPart = Literal["train", "test"]

_COLUMNS = (
    "rank", "part", "index", "label", "suggested", "label_confidence", "suggested_confidence",
    "issue", "correct",
)  # fmt: skip


@dataclass(frozen=True)
class Suspect:
    """A digit whose label is in doubt.

    Attributes:
        index: its place in the part, from 0.
        label: the label it has.
        suggested: the most probable other digit.
        label_confidence: the probability of `label`, in [0, 1].
        suggested_confidence: that of `suggested`.
        issue: whether confident learning takes the label for wrong.
    """

    index: int
    label: int
    suggested: int
    label_confidence: float
    suggested_confidence: float
    issue: bool


@dataclass(frozen=True)
class LabelAudit:
    """The labels of a dataset, as a model that has not seen them doubts them.

    Attributes:
        data: name of the digits.
        part: which part of their dataset they are.
        judge: what doubts them, in words.
        n: how many they are.
        issues: how many labels are likely wrong.
        estimated: how many are wrong by the estimated joint of labels and true classes.
        suspects: the most doubtful first: all issues, then others.
    """

    data: str
    part: SplitPart
    judge: str
    n: int
    issues: int
    estimated: float
    suspects: tuple[Suspect, ...]

    def to_json(self) -> dict[str, Any]:
        """The audit as a JSON object."""
        return {**asdict(self), "suspects": [asdict(suspect) for suspect in self.suspects]}


def audit_labels(
    probabilities: Probabilities,
    labels: Labels,
    *,
    data: str,
    part: SplitPart,
    judge: str,
    top: int = 50,
) -> LabelAudit:
    """Rank the labels of a dataset by how likely they are wrong.

    The issues of confident learning go first, then all others; among either, those with the lowest
    normalised margin.

    Args:
        probabilities: (N, 10), of a model that was not trained on these labels.
        labels: (N,) uint8.
        data: name of the digits.
        part: which part of their dataset they are.
        judge: where the probabilities are from, in words.
        top: how many suspects at least, where there are as many digits; issues are all among them.

    Raises:
        InputError: there are no digits, or not as many probabilities as labels.
    """
    issues = find_label_issues(probabilities, labels)
    joint = estimate_joint(confident_joint(probabilities, labels), labels)
    suggested = suggestions(probabilities, labels)
    own = self_confidence(probabilities, labels)
    order = np.lexsort((normalized_margin(probabilities, labels), ~issues))
    return LabelAudit(
        data=data,
        part=part,
        judge=judge,
        n=len(labels),
        issues=int(issues.sum()),
        estimated=float(len(labels) * (1 - np.trace(joint))),
        suspects=tuple(
            Suspect(
                index=int(row),
                label=int(labels[row]),
                suggested=int(suggested[row]),
                label_confidence=float(own[row]),
                suggested_confidence=float(probabilities[row, suggested[row]]),
                issue=bool(issues[row]),
            )
            for row in order[: max(top, int(issues.sum()))]
        ),
    )


def write_audit_table(target: Path, audit: LabelAudit) -> None:
    """Write the suspects as CSV, with an empty column `correct` for a person to fill in.

    `inkdigits.data.read_corrections` reads it again.

    Args:
        target: the file, replaced atomically.
        audit: what to write.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for rank, suspect in enumerate(audit.suspects, 1):
        given = (rank, audit.part, suspect.index, suspect.label, suspect.suggested)
        confidences = (suspect.label_confidence, suspect.suggested_confidence)
        words = ("yes" if suspect.issue else "no", "")
        writer.writerow((*given, *(f"{share:.6f}" for share in confidences), *words))
    write_text(target, text.getvalue())
