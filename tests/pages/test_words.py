import numpy as np

from inkdigits.pages._scrawl import scrawl
from inkdigits.pages._words import AFTER, BEFORE, SIGNS, TEXT, WORDS, penned, printed


def test_a_word_is_as_large_as_wanted(rng: np.random.Generator) -> None:
    heights = [len(printed("EHM", "train", 100, rng)) for _ in range(8)]
    assert all(68 <= height <= 80 for height in heights), "capitals of DejaVu are 73 % of its size"
    written = [len(penned("EHM", "train", 73, 6, rng)) for _ in range(8)]
    assert all(60 <= height <= 95 for height in written)


def test_a_broader_pen_writes_broader() -> None:
    thin, broad = (
        penned("Total", "train", 60, pen, np.random.default_rng(1)) for pen in (3.0, 9.0)
    )
    grown = np.array(broad.shape) - thin.shape
    assert (np.abs(grown - 6) <= 2).all(), "three pixels on each side"
    assert broad.sum() > 1.5 * thin.sum()


def test_there_are_no_digits_among_the_words() -> None:
    assert not any(c.isdigit() for text in (*WORDS, *BEFORE, *AFTER, *SIGNS, *TEXT) for c in text)


def test_a_scrawl_is_longer_than_high_and_all_of_a_piece(rng: np.random.Generator) -> None:
    import cv2

    for _ in range(10):
        ink = scrawl(30, 3, rng)
        pieces, _ = cv2.connectedComponents((ink > 0.3).astype(np.uint8))
        assert pieces == 2, "the ground, and one stroke"
        assert ink.shape[1] > 30
