import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from inkdigits.evaluation import fit_temperature


@pytest.mark.parametrize("true", [0.4, 1.0, 3.0])
def test_the_temperature_that_made_the_labels_is_found(
    rng: np.random.Generator, true: float
) -> None:
    logits = rng.normal(size=(20_000, 10)) * 3 * true
    chances = softmax(logits / true, axis=1)
    labels = (rng.random((20_000, 1)) < chances.cumsum(axis=1)).argmax(axis=1).astype(np.uint8)
    assert fit_temperature(logits.astype(np.float32), labels) == pytest.approx(true, rel=0.03)


@pytest.mark.parametrize("n", [10, 100, 1000])
def test_answers_that_are_all_right_leave_as_much_doubt_as_one_wrong_among_them(n: int) -> None:
    labels = (np.arange(n) % 10).astype(np.uint8)
    logits = np.eye(10, dtype=np.float32)[labels]
    confidence = softmax(logits[0] / fit_temperature(logits, labels)).max()
    assert 1 - confidence == pytest.approx(1 / (n + 2), rel=1e-3)


def test_it_has_the_least_cross_entropy_by_scipys_minimizer(rng: np.random.Generator) -> None:
    logits = rng.normal(size=(2_000, 10)) * 5
    labels = (logits + rng.normal(size=logits.shape) * 6).argmax(axis=1).astype(np.uint8)

    wrong = 1 / 2_002  # of the digits, one right and one wrong being added
    targets = np.where(np.eye(10, dtype=bool)[labels], 1 - wrong, wrong / 9)

    def loss(temperature: float) -> float:
        return -float((targets * log_softmax(logits / temperature, axis=1)).sum(axis=1).mean())

    best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-9})
    found = fit_temperature(logits, labels)
    assert found == pytest.approx(best.x, rel=1e-5)
    assert loss(found) <= best.fun + 1e-12
