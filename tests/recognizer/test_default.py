"""The recognizer that comes with the package is what its card says."""

import pytest

from inkdigits.data import Split, dataset_hash
from inkdigits.evaluation import evaluate_recognizer
from inkdigits.recognizer import DEFAULT_PATH, load_recognizer


def test_it_is_small_and_tells_nothing_of_the_machine_it_was_made_on() -> None:
    content = DEFAULT_PATH.read_bytes()
    assert len(content) < 2_000_000
    assert b'File "' not in content
    assert b"site-packages" not in content


def test_its_card_says_where_it_came_from() -> None:
    card = load_recognizer().card
    assert card.name == "cnn-functional"
    assert card.recipe["augmentation"] == "affine"
    assert 0 < card.reject_threshold < 1
    assert card.training_data["n"] == 60_000


@pytest.mark.mnist
def test_it_reaches_on_mnist_what_its_card_says(mnist: Split) -> None:
    recognizer = load_recognizer()
    assert mnist.test is not None
    evaluation = evaluate_recognizer(recognizer, mnist.test)
    assert evaluation.accuracy >= 0.992
    assert recognizer.card.measured["mnist-test"]["errors"] == evaluation.errors
    assert recognizer.card.training_data["sha256"] == dataset_hash(mnist.train)


def test_it_reads_digits_of_other_people_and_another_scanner(uci: Split) -> None:
    assert evaluate_recognizer(load_recognizer(), uci.train).accuracy >= 0.95
