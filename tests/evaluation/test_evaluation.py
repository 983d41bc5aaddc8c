import json
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.evaluation import evaluate, evaluate_recognizer, require_labels, wilson
from inkdigits.recognizer import Recognizer
from tests.evaluation.conftest import Answers

KEYS = ["model", "data", "n", "errors", "accuracy", "ci95", "loss", "ece"]


def test_document_has_the_published_shape(answers: Answers) -> None:
    document = evaluate(answers.probabilities, answers.labels, "cnn", "some-digits").to_json()
    assert list(document)[:8] == KEYS
    assert set(document) == {*KEYS, "top2_accuracy", "per_class", "confusion"}
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(document["per_class"]) == [str(digit) for digit in range(10)]
    assert set(document["per_class"]["0"]) == {"precision", "recall", "f1", "support"}
    assert np.array(document["confusion"]).shape == (10, 10)


def test_figures_agree_with_each_other(answers: Answers) -> None:
    evaluation = evaluate(answers.probabilities, answers.labels, "cnn", "some-digits")
    right = int((answers.probabilities.argmax(axis=1) == answers.labels).sum())
    assert evaluation.n == 600
    assert evaluation.errors == 600 - right
    assert evaluation.accuracy == right / 600
    assert evaluation.ci95 == wilson(right, 600)
    assert np.trace(np.array(evaluation.confusion)) == right
    assert sum(scores.support for scores in evaluation.per_class) == 600
    assert evaluation.accuracy < evaluation.top2_accuracy < 1.0
    assert evaluation.most_confused(1)[0][2] == max(
        count
        for digit, row in enumerate(evaluation.confusion)
        for answer, count in enumerate(row)
        if digit != answer
    )


def test_recognizer_is_measured_by_its_own_answers(tiny_recognizer: Path, uci: Split) -> None:
    recognizer, data = Recognizer(tiny_recognizer), uci.evaluation
    evaluation = evaluate_recognizer(recognizer, data)
    assert (evaluation.model, evaluation.data) == ("templates", "uci-digits-test")
    assert evaluation.errors == int((recognizer.predict(data.images) != data.labels).sum())
    assert 0.85 < evaluation.accuracy < 0.9


def test_unlabelled_digits_cannot_be_measured_on(tiny_recognizer: Path) -> None:
    unlabelled = Dataset(np.zeros((3, 28, 28), np.uint8), None, "kaggle-test", "a test")
    with pytest.raises(InputError, match="kaggle-test: got digits without labels, wanted labelled"):
        evaluate_recognizer(Recognizer(tiny_recognizer), unlabelled)


def test_no_digits_cannot_be_measured_on() -> None:
    none = Dataset(np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8), "void", "a test")
    with pytest.raises(InputError, match="void: got no images, wanted at least one"):
        require_labels(none)
    with pytest.raises(InputError, match="void: got no images, wanted at least one"):
        evaluate(np.zeros((0, 10), np.float32), np.zeros(0, np.uint8), "cnn", "void")


def test_as_many_probabilities_as_labels_are_wanted(answers: Answers) -> None:
    with pytest.raises(
        InputError, match=r"got probabilities of shape \(599, 10\) for 600 labels, wanted \(600, 10"
    ):
        evaluate(answers.probabilities[1:], answers.labels, "cnn", "some-digits")


def test_label_that_is_no_digit_is_named_by_its_row(answers: Answers) -> None:
    spoilt = answers.labels.copy()
    spoilt[7] = 12
    with pytest.raises(InputError, match="some-digits: got the label 12 at row 7, wanted 0 to 9"):
        evaluate(answers.probabilities, spoilt, "cnn", "some-digits")


@pytest.mark.parametrize("value", [np.nan, -0.1, 7.0])
def test_what_is_no_probability_is_named_by_its_row(answers: Answers, value: float) -> None:
    spoilt = answers.probabilities.copy()
    spoilt[41, 3] = value
    with pytest.raises(InputError, match=r"row 41 of the probabilities is \[.*sum to 1"):
        evaluate(spoilt, answers.labels, "cnn", "some-digits")
