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


def test_answers_that_are_all_right_give_the_least_temperature() -> None:
    labels = np.arange(10, dtype=np.uint8)
    assert fit_temperature(np.eye(10, dtype=np.float32), labels) == pytest.approx(0.05, rel=0.1)


def test_it_has_the_least_cross_entropy_by_scipys_minimizer(rng: np.random.Generator) -> None:
    logits = rng.normal(size=(2_000, 10)) * 5
    labels = (logits + rng.normal(size=logits.shape) * 6).argmax(axis=1).astype(np.uint8)

    def loss(temperature: float) -> float:
        return -float(log_softmax(logits / temperature, axis=1)[np.arange(2_000), labels].mean())

    best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-9})
    found = fit_temperature(logits, labels)
    assert found == pytest.approx(best.x, rel=1e-5)
    assert loss(found) <= best.fun + 1e-12
