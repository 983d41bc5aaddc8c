import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from inkdigits.arrays import FloatArray, Labels


def fit_temperature(logits: FloatArray, labels: Labels) -> float:
    """The number to divide logits by for the least cross-entropy.

    After Guo and others 2017, "On Calibration of Modern Neural Networks" (ICML). As in Platt 1999
    ("Probabilistic outputs for support vector machines", section 2.2), N digits count as if one
    more had been right and one wrong: N right answers prove no certainty.

    Args:
        logits: (N, 10) of digits that the net was not trained on.
        labels: (N,) their labels.

    Returns:
        In [0.05, 20]; above 1 where the net was too sure.
    """
    wrong = 1 / (len(labels) + 2)
    targets = np.full((len(labels), 10), wrong / 9)
    targets[np.arange(len(labels)), labels] = 1 - wrong

    def loss(log_temperature: float) -> float:
        logs = log_softmax(logits.astype(np.float64) / np.exp(log_temperature), axis=1)
        return -float((targets * logs).sum(axis=1).mean())

    best = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded")
    return float(np.exp(best.x))
