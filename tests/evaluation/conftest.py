from dataclasses import dataclass

import numpy as np
import pytest

from inkdigits.arrays import Labels, Probabilities
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


@dataclass(frozen=True)
class Answers:
    probabilities: Probabilities
    labels: Labels


def make_answers(rng: np.random.Generator, n: int, skill: float = 4.0) -> Answers:
    """Answers of a model that is right more often than not, and unsure to various degrees."""
    labels = rng.integers(0, 10, n).astype(np.uint8)
    logits = rng.normal(0, 1.5, (n, 10))
    logits[np.arange(n), labels] += skill
    odds = np.exp(logits)
    return Answers((odds / odds.sum(axis=1, keepdims=True)).astype(np.float32), labels)


@pytest.fixture
def answers(rng: np.random.Generator) -> Answers:
    """600 answers, about one in eight of them wrong."""
    return make_answers(rng, 600)
