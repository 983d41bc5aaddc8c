from dataclasses import replace

import cv2
import numpy as np
import pytest

from inkdigits.data import Dataset, load_dataset
from inkdigits.pages._digit_ink import write_digit
from inkdigits.pages._hand import Hand, draw_hand


@pytest.fixture(scope="module")
def hands() -> Dataset:
    return load_dataset("embedded").train


def test_a_page_is_written_by_one_who_wrote_all_ten_digits(
    hands: Dataset, rng: np.random.Generator
) -> None:
    writers = np.arange(len(hands), dtype=np.int32) % 7
    assert hands.labels is not None
    writers[hands.labels == 4] = 3  # nobody else has a four
    known = replace(hands, writers=writers)
    drawn = [draw_hand(known, 30, 0.1, rng).digits for _ in range(5)]
    whole = [digits for digits in drawn if len(digits) < len(known)]
    assert whole, "a seventh of the digits is that writer's, and there are twenty tries each"
    assert all(
        set(digits.writers.tolist()) == {3} for digits in whole if digits.writers is not None
    )


def test_without_writers_all_shapes_serve(hands: Dataset, rng: np.random.Generator) -> None:
    assert draw_hand(hands, 30, 0.1, rng).digits is hands


def test_a_broader_pen_lays_more_ink_on_the_same_strokes(hands: Dataset) -> None:
    inks = []
    for pen in (6.0, 12.0):
        hand = Hand(hands, height=60, pen=pen, slant=0, uneven=0)
        inks.append(hand.write("0", np.random.default_rng(1))[0].ink)
    thin, broad = inks
    grown = np.array(broad.shape) - thin.shape
    assert (np.abs(grown - 6) <= 2).all(), "three pixels on each side"
    assert broad.sum() > 1.3 * thin.sum()


def test_a_thin_pen_does_not_break_hairlines(hands: Dataset) -> None:
    # The thinnest pen on the smallest digits that are measured by.
    broken = [
        pieces(write_digit(image, 0, height=22, pen=1.2, slant=0, turn=0).ink > 0.35)
        > pieces(image > 127)
        for image in hands.images[:300]
    ]
    assert np.mean(broken) < 0.08, "a fifth of them broke when all strokes lost as much"


def pieces(ink: np.ndarray) -> int:
    return cv2.connectedComponents(ink.astype(np.uint8))[0] - 1
