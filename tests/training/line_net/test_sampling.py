import numpy as np
import pytest

from inkdigits.training.line_net._sampling import Sampler

pytestmark = pytest.mark.train


def test_at_first_all_rows_are_drawn_alike(rng: np.random.Generator) -> None:
    numbers, weights = Sampler(100).draw(50, rng)
    assert len(set(numbers.tolist())) == 50
    assert weights == pytest.approx(np.ones(100))


def test_hard_rows_are_drawn_more_often_and_the_mean_stays_what_it_is(
    rng: np.random.Generator,
) -> None:
    sampler = Sampler(100)
    losses = np.where(np.arange(100) < 20, 3.0, 0.01).astype(np.float32)
    for _ in range(10):
        sampler.tell(np.arange(100), losses)
    draws = [sampler.draw(50, rng) for _ in range(200)]
    hard = np.mean([np.count_nonzero(numbers < 20) for numbers, _ in draws])
    assert hard == pytest.approx(50 * 20 / (20 + 80 * 0.1), rel=0.01)
    means = [np.mean(weights[numbers] * losses[numbers]) for numbers, weights in draws]
    assert np.mean(means) == pytest.approx(losses.mean(), rel=0.01)


def test_what_was_lost_long_ago_is_forgotten(rng: np.random.Generator) -> None:
    sampler = Sampler(2)
    sampler.tell(np.array([0]), np.array([0.0], np.float32))
    once, _ = sampler.draw(300, rng)
    for _ in range(9):
        sampler.tell(np.array([0]), np.array([0.0], np.float32))
    often, _ = sampler.draw(300, rng)
    assert np.count_nonzero(once == 0) == pytest.approx(100, abs=1)
    assert np.count_nonzero(often == 0) == pytest.approx(300 / 11, abs=1)
