import math
from statistics import NormalDist

import numpy as np

from inkdigits.errors import InputError


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share, such as an accuracy.

    Unlike p ± z·√(p(1-p)/n) it holds its promise for shares near 1 and for small n, and never
    leaves [0, 1]. (Wilson, J. Am. Stat. Assoc. 22, 1927, p. 209; recommended by Brown, Cai and
    DasGupta, Statistical Science 16, 2001, p. 101.)

    Args:
        successes: how many of the `n` came out right, 0 to `n`.
        n: how many were tried, at least 1.
        confidence: how often such an interval shall hold the true share, between 0 and 1.

    Returns:
        The lower and the upper end, in [0, 1].

    Raises:
        InputError: the counts or the confidence are outside their range.
    """
    _check(successes, n, confidence)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / n
    spread = z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    middle = share + z * z / (2 * n)
    shrink = 1 + z * z / n
    # At the ends the formula gives exactly 0 and 1, floating point almost.
    low = 0.0 if successes == 0 else (middle - spread) / shrink
    high = 1.0 if successes == n else (middle + spread) / shrink
    return low, high


def clopper_pearson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval for a share: never too narrow, which makes it a little too wide.

    Its ends are the shares at which as few or as many successes as were seen have half of
    1 - `confidence`. (Clopper and Pearson, Biometrika 26, 1934, p. 404.) Arguments, result and
    errors as with `wilson`. The upper end at a confidence of 0.9 is a one-sided bound of 95 %.
    """
    _check(successes, n, confidence)
    if successes > n / 2:  # the tail with fewer terms
        low, high = clopper_pearson(n - successes, n, confidence)
        return 1 - high, 1 - low
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else _share_with_tail(successes - 1, n, 1 - tail)
    return low, _share_with_tail(successes, n, tail)


def _check(successes: int, n: int, confidence: float) -> None:
    if not 0 <= successes <= n or n < 1:
        raise InputError(
            f"got {successes} successes of {n}, wanted at least 1 trial and 0 to n successes"
        )
    if not 0.0 < confidence < 1.0:
        raise InputError(f"got a confidence of {confidence}, wanted one between 0 and 1")


def _share_with_tail(successes: int, n: int, chance: float) -> float:
    """The share at which `successes` or fewer of `n` have this chance; by halving.

    Args:
        successes: below n.
        n: how many are tried.
        chance: between 0 and 1.
    """
    number = np.arange(1, successes + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log((n - number + 1) / number))])
    number = np.arange(successes + 1)
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        terms = logs + number * math.log(middle) + (n - number) * math.log1p(-middle)
        if np.exp(terms).sum() > chance:
            low = middle
        else:
            high = middle
    return middle
