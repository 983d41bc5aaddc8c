import math
from statistics import NormalDist

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
    if not 0 <= successes <= n or n < 1:
        raise InputError(
            f"got {successes} successes of {n}, wanted at least 1 trial and 0 to n successes"
        )
    if not 0.0 < confidence < 1.0:
        raise InputError(f"got a confidence of {confidence}, wanted one between 0 and 1")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / n
    spread = z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    middle = share + z * z / (2 * n)
    shrink = 1 + z * z / n
    # At the ends the formula gives exactly 0 and 1, floating point almost.
    low = 0.0 if successes == 0 else (middle - spread) / shrink
    high = 1.0 if successes == n else (middle + spread) / shrink
    return low, high
