import math

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Labels, Probabilities

_RANGE = (0.05, 20.0)
_HALVINGS = 50


def fit_temperature(logits: FloatArray, labels: Labels) -> float:
    """The number to divide logits by for the least cross-entropy.

    After Guo and others 2017, "On Calibration of Modern Neural Networks" (ICML). In 1/T the
    cross-entropy is convex, so its slope has one zero, which is found by halving. As in Platt 1999
    ("Probabilistic outputs for support vector machines", section 2.2), N digits count as if one
    more had been right and one wrong: N right answers prove no certainty.

    Args:
        logits: (N, 10) of digits that the net was not trained on.
        labels: (N,) their labels.

    Returns:
        In [0.05, 20]; above 1 where the net was too sure.
    """
    exact = logits.astype(np.float64)
    wrong = 1 / (len(labels) + 2)
    targets = np.full(exact.shape, wrong / 9)
    targets[np.arange(len(labels)), labels] = 1 - wrong
    given = (targets * exact).sum(axis=1)
    low, high = map(math.log, _RANGE)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        expected = (_softmax(exact / math.exp(middle)) * exact).sum(axis=1)
        # Where the net expects more of its logits than the true digits get, it is too sure.
        low, high = (middle, high) if expected.mean() > given.mean() else (low, middle)
    return math.exp((low + high) / 2)


def at_temperature(logits: FloatArray, temperature: float) -> Probabilities:
    """The probabilities that logits give when they are divided by a temperature.

    Args:
        logits: (N, 10).
        temperature: above 0.

    Returns:
        (N, 10) float32, computed in float64.
    """
    return _softmax(logits.astype(np.float64) / temperature).astype(np.float32)


def _softmax(logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    exact: npt.NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return exact
