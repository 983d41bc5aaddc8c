"""The recognizer that comes with the package is what its card says."""

from dataclasses import replace

import numpy as np
import pytest

from inkdigits.arrays import Images
from inkdigits.data import Dataset, Split, dataset_hash
from inkdigits.data.non_digits import non_digits
from inkdigits.evaluation import SHIFTS, evaluate_recognizer, rejection
from inkdigits.models import REGISTRY, ConvnetRecipe, recipe_from_json
from inkdigits.recognizer import DEFAULT_PATH, Recognizer, load_recognizer


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return load_recognizer()


def test_it_is_small_and_tells_nothing_of_the_machine_it_was_made_on() -> None:
    content = DEFAULT_PATH.read_bytes()
    assert len(content) < 1_500_000
    assert b'File "' not in content
    assert b"site-packages" not in content


def test_its_card_says_where_it_came_from(recognizer: Recognizer) -> None:
    card = recognizer.card
    assert card.name == "convnet-wide"
    entry = REGISTRY[card.name]
    assert isinstance(entry.recipe, ConvnetRecipe)
    settled = {key: card.recipe[key] for key in ("device", "precision")}  # "auto" in the zoo
    assert recipe_from_json(entry.recipe, card.recipe) == replace(entry.recipe, **settled)
    assert 0 < card.reject_threshold < 1
    assert card.training_data["n"] == 60_000


def errors(recognizer: Recognizer, digits: Dataset, images: Images) -> float:
    assert digits.labels is not None
    return float((recognizer.predict(images) != digits.labels).mean())


@pytest.mark.mnist
def test_it_reaches_on_mnist_what_its_card_says(recognizer: Recognizer, mnist: Split) -> None:
    assert mnist.test is not None
    evaluation = evaluate_recognizer(recognizer, mnist.test)
    assert evaluation.accuracy >= 0.9965
    assert evaluation.ece <= 0.003
    assert recognizer.card.measured["mnist-test"]["errors"] == evaluation.errors
    assert recognizer.card.training_data["sha256"] == dataset_hash(mnist.train)


@pytest.mark.mnist
@pytest.mark.parametrize(
    ("shift", "severities"),
    [("shift", (4,)), ("rotation", (-20, 20)), ("scale", (0.7, 1.3)), ("polarity", (1,))],
)
def test_it_reads_mnist_bent_and_moved(
    recognizer: Recognizer, mnist: Split, shift: str, severities: tuple[float, ...]
) -> None:
    assert mnist.test is not None
    for severity in severities:
        moved = SHIFTS[shift](mnist.test.images, severity, seed=0)
        assert errors(recognizer, mnist.test, moved) <= 0.01


@pytest.mark.mnist
def test_it_rejects_what_is_no_digit(recognizer: Recognizer, mnist: Split) -> None:
    assert mnist.test is not None
    assert mnist.test.labels is not None
    drawn = non_digits(mnist.test.images, mnist.test.labels, 2_200, seed=1, part="test")
    scores = recognizer.non_digit_score(mnist.test.images)
    found = rejection(scores, recognizer.non_digit_score(drawn.images), drawn.kinds)
    assert found.non_digits.share >= 0.95
    assert (scores > recognizer.card.reject_threshold).mean() <= 0.01


def test_it_reads_digits_of_other_people_and_another_scanner(
    recognizer: Recognizer, uci: Split
) -> None:
    assert evaluate_recognizer(recognizer, uci.train).accuracy >= 0.95


def test_an_empty_field_is_no_digit(recognizer: Recognizer) -> None:
    blank = np.zeros((1, 28, 28), np.uint8)
    assert recognizer.non_digit_score(blank)[0] > recognizer.card.reject_threshold
