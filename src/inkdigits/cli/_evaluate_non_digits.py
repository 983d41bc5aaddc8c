from typing import TYPE_CHECKING

from inkdigits.cli._output import percent

if TYPE_CHECKING:
    from inkdigits.data import Dataset
    from inkdigits.evaluation import Rejection
    from inkdigits.recognizer import Recognizer

_COUNT = 11_000  # 1,000 of each kind


def measure_non_digits(recognizer: "Recognizer", dataset: "Dataset") -> "Rejection":
    """Measure what the recognizer rejects: of these digits, and of non-digits made with them."""
    from inkdigits.data.non_digits import non_digits
    from inkdigits.evaluation import evaluate_rejection, require_labels

    labels = require_labels(dataset)
    drawn = non_digits(dataset.images, labels, _COUNT, seed=0, part="test")
    return evaluate_rejection(recognizer, dataset, drawn)


def rejection_in_words(rejection: "Rejection") -> str:
    """A table: the share rejected of true digits, of non-digits, and of each kind of them.

    No net is trained on the kinds that are held out.
    """
    from inkdigits.data.non_digits import HELD_OUT_KINDS

    rows = {"true digits": rejection.digits, "non-digits": rejection.non_digits}
    for kind, rejected in rejection.kinds.items():
        rows[f"  {kind}{' (held out)' * (kind in HELD_OUT_KINDS)}"] = rejected
    wide = max(map(len, rows))
    lines = [
        f"rejected above a score of {rejection.threshold:.3g}; AUROC {percent(rejection.auroc)}",
        f"{'':{wide}}  rejected  95 % interval        images",
    ]
    for name, rejected in rows.items():
        low, high = rejected.ci95
        lines.append(
            f"{name:{wide}}  {percent(rejected.share):>8}  "
            f"{f'{percent(low)} to {percent(high)}':<19}  {rejected.n:>6,}"
        )
    return "\n".join(lines)
