import numpy as np
import pytest
from scipy.special import softmax

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
