import dataclasses
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.examples import Example, example_images
from inkdigits.reading import classify, classify_all
from inkdigits.recognizer import Recognizer
from tests.recognizer_file import tiny_recognizer as tiny_recognizer

BLANK = np.full((90, 60), 255, np.uint8)


@pytest.fixture
def recognizer(tiny_recognizer: Path) -> Recognizer:
    return Recognizer(tiny_recognizer, threads=1)


def with_threshold(recognizer: Recognizer, threshold: float) -> Recognizer:
    recognizer.card = dataclasses.replace(recognizer.card, reject_threshold=threshold)
    return recognizer


@pytest.mark.parametrize("example", example_images(), ids=lambda example: example.path.name)
def test_the_bundled_recognizer_reads_every_example(example: Example) -> None:
    answer = classify(example.path)
    assert answer.digit == example.digit
    assert not answer.rejected


def test_the_answer_is_the_recognizers_for_the_field(recognizer: Recognizer, uci: Split) -> None:
    field = uci.evaluation.images[3]
    answer = classify(field, recognizer)
    expected = recognizer.predict_proba(answer.field[None])[0]
    assert np.array_equal(answer.probabilities, expected)
    assert answer.digit == expected.argmax()
    assert answer.confidence == expected.max()
    second = np.sort(expected)[-2]
    assert answer.second_guess == (int(np.flatnonzero(expected == second)[0]), float(second))


def test_path_bytes_and_pixels_are_answered_alike(recognizer: Recognizer) -> None:
    path = example_images()[0].path
    by_path, by_bytes = classify(path, recognizer), classify(path.read_bytes(), recognizer)
    assert np.array_equal(by_path.probabilities, by_bytes.probabilities)
    assert np.array_equal(by_path.field, by_bytes.field)


def test_no_ink_is_rejected_with_the_reason(recognizer: Recognizer) -> None:
    answer = classify(BLANK, recognizer)
    assert answer.digit is None
    assert answer.confidence == 0
    assert answer.rejected
    assert answer.field.shape == (28, 28)
    assert not answer.field.any()
    assert answer.to_json() == {
        "digit": None,
        "confidence": 0.0,
        "probabilities": [0.0] * 10,
        "rejected": True,
        "reason": "got an image without ink, wanted one written digit; write darker or move closer",
    }


def test_above_the_threshold_the_answer_is_rejected(recognizer: Recognizer, uci: Split) -> None:
    field = uci.evaluation.images[3]
    score = 1 - classify(field, recognizer).confidence
    sure = classify(field, with_threshold(recognizer, score + 0.001))
    assert not sure.rejected
    assert sure.reason is None
    assert "reason" not in sure.to_json()
    rejected = classify(field, with_threshold(recognizer, 0.0))
    assert rejected.rejected
    assert rejected.digit == sure.digit
    assert rejected.reason == f"looks like no digit: score {score:.3g}, wanted at most 0"
    assert rejected.to_json()["reason"] == rejected.reason


def test_many_keep_their_order_with_blank_ones_among_them(
    recognizer: Recognizer, uci: Split
) -> None:
    first, last = uci.evaluation.images[:2]
    answers = classify_all([first, BLANK, last], recognizer)
    alone = [classify(gray, recognizer) for gray in (first, BLANK, last)]
    assert [a.digit for a in answers] == [a.digit for a in alone]
    assert answers[1].digit is None


def test_none_and_only_blank_ones(recognizer: Recognizer) -> None:
    assert classify_all([], recognizer) == []
    assert [a.digit for a in classify_all([BLANK, BLANK], recognizer)] == [None, None]


@pytest.mark.parametrize(
    "pixels", [np.zeros((4, 5, 3), np.uint8), np.zeros((4, 5)), np.zeros((0, 5), np.uint8)]
)
def test_other_arrays_are_refused(pixels: np.ndarray, recognizer: Recognizer) -> None:
    with pytest.raises(InputError, match=r"wanted \(H, W\) uint8 grey levels of one digit"):
        classify(pixels, recognizer)
