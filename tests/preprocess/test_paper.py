import numpy as np
import pytest

from inkdigits.preprocess._paper import flat_paper, ink_contrast, smooth_paper, stepped_paper
from tests.preprocess.pictures import drawn


@pytest.mark.parametrize("guess", [flat_paper, smooth_paper, stepped_paper])
@pytest.mark.parametrize("digit", [0, 1, 4, 8])
def test_every_guess_tells_the_polarity_of_plain_writing(guess, digit: int) -> None:
    gray = drawn(digit, 128, 0.6)
    assert not guess(gray).light_on_dark
    assert guess(255 - gray).light_on_dark


def test_flat_paper_is_the_papers_level() -> None:
    assert np.all(flat_paper(drawn(3)).levels == 240)


def test_smooth_paper_follows_a_lamp() -> None:
    y, x = np.mgrid[-1:1:200j, -1:1:200j]
    lamp = 180 - 40 * x**2 - 20 * y + 15 * x * y
    gray = (drawn(3, 200) / 240 * lamp).astype(np.uint8)
    assert np.abs(smooth_paper(gray).levels - lamp).mean() < 4


def test_stepped_paper_follows_a_shadows_edge() -> None:
    shade = np.where(np.arange(240) < 90, 0.5, 1.0)[None, :]
    levels = stepped_paper((drawn(3, 240) * shade).astype(np.uint8)).levels
    expected = np.broadcast_to(240 * shade, levels.shape)
    away = np.abs(np.arange(240) - 90) > 12
    assert np.median(np.abs(levels - expected)[:, away]) < 3


def test_contrast_is_the_share_of_light_swallowed() -> None:
    gray = drawn(3)
    contrast = ink_contrast(gray)
    assert contrast[5, 5] == pytest.approx(0, abs=0.01)
    assert contrast[gray == 25].mean() == pytest.approx(1 - 25 / 240, abs=0.02)
    assert ink_contrast(255 - gray)[gray == 25].mean() == pytest.approx(215 / 255, abs=0.02)
