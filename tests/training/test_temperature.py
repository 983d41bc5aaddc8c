import numpy as np
import pytest
from scipy.special import softmax

from inkdigits.training._temperature import fit_temperature


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
