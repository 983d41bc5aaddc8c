from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Labels
from inkdigits.errors import InputError

_RESAMPLES = 10_000


@dataclass(frozen=True)
class Comparison:
    """Two models on the same digits: who is right where the other is wrong.

    Attributes:
        n: number of digits.
        both_right: digits that both read.
        only_first: digits that only the first model reads.
        only_second: digits that only the second one reads.
        both_wrong: digits that neither reads.
        difference: the second model's accuracy less the first one's, in [-1, 1].
        ci95: 95 % interval of the difference, by the paired bootstrap.
        p_value: McNemar's exact test: how probable it is, were both equally good, that those
            digits which only one model reads are parted as unevenly as they are, or more so.
    """

    n: int
    both_right: int
    only_first: int
    only_second: int
    both_wrong: int
    difference: float
    ci95: tuple[float, float]
    p_value: float

    def to_json(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        return {**asdict(self), "ci95": list(self.ci95)}


def compare_answers(first: Labels, second: Labels, labels: Labels, seed: int = 0) -> Comparison:
    """Compare two models' answers to the same digits.

    Args:
        first: (N,) answers of the first model.
        second: (N,) answers of the second one.
        labels: (N,) the true digits; N at least 1.
        seed: of the bootstrap.

    Raises:
        InputError: there are no digits, or not as many of each.
    """
    if not len(labels) or not len(first) == len(second) == len(labels):
        raise InputError(
            f"got {len(first)} and {len(second)} answers to {len(labels)} digits, wanted an answer "
            "of each model to each of at least one digit"
        )
    one, other = first == labels, second == labels
    only_first, only_second = int((one & ~other).sum()), int((other & ~one).sum())
    n = len(labels)
    return Comparison(
        n=n,
        both_right=int((one & other).sum()),
        only_first=only_first,
        only_second=only_second,
        both_wrong=int((~one & ~other).sum()),
        difference=(only_second - only_first) / n,
        ci95=paired_bootstrap(only_first, only_second, n, np.random.default_rng(seed)),
        p_value=mcnemar(only_first, only_second),
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """McNemar's exact test, two-sided: a fair coin thrown for each digit that only one model reads.

    (McNemar, Psychometrika 12, 1947, p. 153; Dietterich, Neural Computation 10, 1998, p. 1895,
    recommends it where a model is trained once.) It is computed in whole numbers, so that nothing
    is lost however many digits there are.

    Args:
        only_first: digits that only the first model reads.
        only_second: digits that only the second one reads.

    Returns:
        The p-value, in (0, 1]; 1 where the models never differ.
    """
    throws = only_first + only_second
    fewer = min(only_first, only_second)
    term = tail = 1
    for number in range(1, fewer + 1):  # each binomial coefficient from the one before
        term = term * (throws - number + 1) // number
        tail += term
    return min(1.0, 2 * tail / (1 << throws))


def paired_bootstrap(
    only_first: int,
    only_second: int,
    n: int,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Percentile interval of the difference of two accuracies on the same digits.

    Digits drawn with replacement change the difference only by how many of them one model alone
    reads, and these counts are multinomial: drawing them is drawing the digits. (Efron and
    Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.)

    Args:
        only_first: digits that only the first model reads.
        only_second: digits that only the second one reads.
        n: number of all digits.
        rng: draws.
        confidence: how often such an interval shall hold the true difference.

    Returns:
        Lower and upper end of the second model's accuracy less the first one's.
    """
    shares = [only_first / n, only_second / n, (n - only_first - only_second) / n]
    drawn: npt.NDArray[np.int64] = rng.multinomial(n, shares, _RESAMPLES)
    differences = (drawn[:, 1] - drawn[:, 0]) / n
    low, high = np.quantile(differences, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
