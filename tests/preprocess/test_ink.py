import cv2
import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.preprocess import find_ink
from tests.preprocess.pictures import drawn

PAPER, PEN = 240, 25


def overlap(gray: Uint8Array, truth: Uint8Array) -> float:
    """Intersection over union of the ink found and the ink drawn."""
    found, real = find_ink(gray) > 127, truth > 127
    return float((found & real).sum() / (found | real).sum())


@pytest.fixture
def five() -> Uint8Array:
    return drawn(5, 300, 0.6)


@pytest.fixture
def truth(five: Uint8Array) -> Uint8Array:
    return 255 - five


def test_clean_ink_is_found(five: Uint8Array, truth: Uint8Array) -> None:
    assert overlap(five, truth) > 0.95
    assert overlap(255 - five, truth) > 0.95


@pytest.mark.parametrize("depth", [0.3, 0.5, 0.7])
def test_gradient(depth: float, five: Uint8Array, truth: Uint8Array) -> None:
    light = np.linspace(1, 1 - depth, 300)[None, :]
    assert overlap((five * light).astype(np.uint8), truth) > 0.85


def test_sharp_shadow(five: Uint8Array, truth: Uint8Array) -> None:
    shade = np.where(np.add.outer(np.arange(300), np.arange(300)) < 280, 0.55, 1.0)
    assert overlap((five * shade).astype(np.uint8), truth) > 0.8


@pytest.mark.parametrize("deviation", [5, 15])
def test_noise(
    deviation: float, five: Uint8Array, truth: Uint8Array, rng: np.random.Generator
) -> None:
    noisy = np.clip(five + rng.normal(0, deviation, five.shape), 0, 255).astype(np.uint8)
    assert overlap(noisy, truth) > 0.85


def test_specks_are_no_ink(five: Uint8Array, truth: Uint8Array, rng: np.random.Generator) -> None:
    specked = five.copy()
    for x, y in rng.integers(5, 295, (40, 2)).tolist():
        cv2.circle(specked, (x, y), 1, 40, -1)
    assert overlap(specked, truth) > 0.9
    assert overlap(255 - specked, truth) > 0.9


def test_faint_pencil(five: Uint8Array, truth: Uint8Array) -> None:
    faint = (PAPER - (PAPER - five.astype(float)) * 0.25).astype(np.uint8)
    assert overlap(faint, truth) > 0.9


def test_what_reaches_in_from_the_edge_is_another_digit(
    five: Uint8Array, truth: Uint8Array
) -> None:
    beside = five.copy()
    beside[100:200, :12] = PEN
    assert overlap(beside, truth) > 0.9


def test_the_parts_of_a_broken_stroke_belong_together(truth: Uint8Array) -> None:
    broken = 255 - truth
    rows = np.flatnonzero((broken < 128).any(axis=1))
    cut = int(rows[0] + 0.55 * (rows[-1] - rows[0]))
    broken[cut : cut + 8] = PAPER
    found = find_ink(broken)
    assert (found[:cut] > 127).any()
    assert (found[cut + 8 :] > 127).any()


def test_a_blank_page_has_none() -> None:
    assert not find_ink(np.full((80, 90), 200, np.uint8)).any()
