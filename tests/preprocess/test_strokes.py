import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.preprocess import adapt_strokes, crop, to_field
from inkdigits.preprocess._strokes import THICKEST, THINNEST, stroke_width
from tests.preprocess.pictures import drawn


def bar(width: int, length: int = 200) -> Uint8Array:
    ink = np.zeros((length + 20, width + 20), np.uint8)
    ink[10:-10, 10:-10] = 255
    return ink


@pytest.mark.parametrize("width", [8, 16, 32])
def test_width_of_a_bar(width: int) -> None:
    assert stroke_width(bar(width)) == pytest.approx(width, abs=2.1)


def test_no_ink_has_no_width() -> None:
    assert stroke_width(np.zeros((30, 30), np.uint8)) == 0


@pytest.mark.parametrize("thickness", [0.01, 0.3])
def test_hairlines_and_markers_are_brought_into_mnists_range(thickness: float) -> None:
    ink = crop(240 - drawn(7, 400, 0.7, thickness=thickness))
    ink = np.where(ink > 127, 255, 0).astype(np.uint8)
    before = stroke_width(ink) * 20 / max(ink.shape)
    assert not THINNEST <= before <= THICKEST
    adapted = crop(adapt_strokes(ink))
    after = stroke_width(adapted) * 20 / max(adapted.shape)
    assert THINNEST * 0.85 <= after <= THICKEST * 1.15


def test_usual_strokes_stay_as_they_are() -> None:
    ink = crop(240 - drawn(7, 400, 0.7, thickness=0.14))
    assert adapt_strokes(ink) is ink


@pytest.mark.parametrize("thickness", [0.012, 0.3])
def test_the_field_of_any_pen_resembles_that_of_a_usual_one(thickness: float) -> None:
    usual = to_field(drawn(7, 400, 0.6, thickness=0.13))
    other = to_field(drawn(7, 400, 0.6, thickness=thickness))
    assert np.corrcoef(usual.ravel(), other.ravel())[0, 1] > 0.7
