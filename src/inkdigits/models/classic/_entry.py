from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inkdigits.models._entry import Entry


@dataclass(frozen=True, kw_only=True)
class ClassicEntry(Entry):
    """A method that scikit-learn trains, or one of ours with scikit-learn's manners.

    Its `build` gives an untrained estimator for rows of pixels: `fit`, and `decision_function` or
    `predict_proba`.

    Attributes:
        graph: from the fitted estimator to a torch module that gives the same scores, for the
            file; None for trees, for which ONNX has an operator.
        no_file: why the method cannot become a file; empty where it can.
    """

    graph: Callable[[Any], Any] | None = None
    no_file: str = ""
