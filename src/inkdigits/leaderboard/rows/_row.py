import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row of the leaderboard: a published result and how this zoo runs it.

    Attributes:
        family: "linear", "knn", "boosting", "non-linear", "svm", "dense", "convolutional" or
            "ours", which `--only` takes.
        method: what it is, in the words of the table that published it.
        preprocessing: likewise; "none" where it names none.
        published: test error on MNIST in percent; None for what the table does not have.
        reference: who published it; for ours, where the method comes from.
        model: the zoo's name for it; empty where this zoo does not have it.
        settings: changes to that model's recipe.
        note: what differs from the publication; for a row without a model, why it has none.
        quick: whether `--quick` takes it.
    """

    family: str
    method: str
    preprocessing: str
    published: float | None
    reference: str
    model: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    quick: bool = False

    @property
    def key(self) -> str:
        """A name for files: the words of method and preprocessing, with hyphens."""
        words = f"{self.method} {'' if self.preprocessing == 'none' else self.preprocessing}"
        return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
