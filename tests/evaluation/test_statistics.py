import json

import numpy as np
import pytest
from scipy.special import softmax

from inkdigits.data import Dataset, Split
from inkdigits.evaluation import (
    DISPUTED_MNIST_TEST,
    ChosenOn,
    accuracy_rows,
    at_temperature,
    bootstrap_writers,
    evaluate,
    fit_temperature,
    measure_statistics,
    sure_confidence,
    temperature_effect,
)
from inkdigits.evaluation.scores._temperature_effect import calibration_scores
from tests.evaluation.conftest import Answers, make_answers


def dataset(answers: Answers, writers: np.ndarray | None = None) -> Dataset:
    images = np.zeros((len(answers.labels), 28, 28), np.uint8)
    return Dataset(images, answers.labels, "some-digits", "a test", writers)


def test_what_is_not_known_is_null(answers: Answers) -> None:
    document = measure_statistics(answers.probabilities, dataset(answers)).to_json()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    for name in ("writers95", "writers", "undisputed", "temperature"):
        assert document[name] is None


def test_writers_are_drawn_where_they_are_known(answers: Answers) -> None:
    writers = (np.arange(600) // 10).astype(np.int32)
    found = measure_statistics(answers.probabilities, dataset(answers, writers), seed=3)
    right = answers.probabilities.argmax(axis=1) == answers.labels
    assert found.writers95 == bootstrap_writers(right, writers, np.random.default_rng(3))
    assert found.writers is not None
    assert found.writers.writers == 60
    evaluation = evaluate(answers.probabilities, answers.labels, "cnn", "some-digits")
    rows = accuracy_rows(evaluation, found)
    assert [name for name, _, _ in rows][-2:] == [
        "all digits, writers drawn anew",
        "600 of census staff",
    ]
    assert all(low <= part.accuracy <= high for _, part, (low, high) in rows)


def test_validation_chooses_the_confidence(answers: Answers, rng: np.random.Generator) -> None:
    others = make_answers(rng, 3000, skill=6.0)
    chosen = ChosenOn("held out", others.probabilities, others.labels)
    found = measure_statistics(answers.probabilities, dataset(answers), validation=chosen).sure
    assert found is not None
    assert found.chosen_on == "held out"
    assert found.confidence == sure_confidence(others.probabilities, others.labels)
    assert found.n == 600


@pytest.mark.mnist
def test_disputed_labels_are_left_out_of_the_real_test_part(mnist: Split) -> None:
    assert mnist.test is not None
    assert mnist.test.labels is not None
    assert len(set(DISPUTED_MNIST_TEST)) == 15
    said = mnist.test.labels.copy()
    said[list(DISPUTED_MNIST_TEST)] = (said[list(DISPUTED_MNIST_TEST)] + 1) % 10
    answers = np.eye(10, dtype=np.float32)[said]
    found = measure_statistics(answers, mnist.test)
    assert found.undisputed is not None
    assert (found.undisputed.n, found.undisputed.errors) == (9_985, 0)
    assert measure_statistics(answers[:-1], mnist.test.subset(np.arange(9_999))).undisputed is None


def test_temperature_is_measured_on_other_digits(rng: np.random.Generator) -> None:
    held_out, measured = (make_answers(rng, 4000) for _ in range(2))
    temperature = fit_temperature(3 * np.log(held_out.probabilities), held_out.labels)
    logits = 3 * np.log(measured.probabilities)
    effect = temperature_effect(logits, measured.labels, temperature, "held out", in_file=False)
    assert effect.after.loss < effect.before.loss
    assert effect.after.brier < effect.before.brier
    assert effect.after.ece < effect.before.ece
    expected = softmax(logits.astype(np.float64) / temperature, axis=1)
    after = calibration_scores(expected.astype(np.float32), measured.labels)
    assert effect.after == after


def test_a_file_that_divides_already_is_undone(rng: np.random.Generator) -> None:
    answers = make_answers(rng, 500)
    logits = 3 * np.log(answers.probabilities)
    outside = temperature_effect(logits, answers.labels, 2.5, "held out", in_file=False)
    inside = temperature_effect(
        (logits / 2.5).astype(np.float32), answers.labels, 2.5, "held out", in_file=True
    )
    assert inside.before.loss == pytest.approx(outside.before.loss, abs=1e-5)
    assert inside.after.brier == pytest.approx(outside.after.brier, abs=1e-5)


def test_probabilities_at_a_temperature_are_scipys(rng: np.random.Generator) -> None:
    logits = (100 * rng.normal(size=(50, 10))).astype(np.float32)
    expected = softmax(logits.astype(np.float64) / 0.7, axis=1)
    np.testing.assert_allclose(at_temperature(logits, 0.7), expected, atol=1e-7)
