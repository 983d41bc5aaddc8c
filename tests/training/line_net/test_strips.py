import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.pages import make_page
from inkdigits.training.line_net import _strips

pytestmark = pytest.mark.train


def test_a_row_has_the_digits_that_stand_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        _strips, "make_page",
        lambda digits, category, seed: make_page(digits, category, seed % 10, ["0123", "98765"]),
    )  # fmt: skip
    strips = _strips.make_strips(load_dataset("embedded").train, "plain", range(2))
    told = ["".join(map(str, strip.digits)) for strip in strips]
    assert told == ["0123", "98765"] * 2
    for strip in strips:
        assert strip.contrast.shape == strip.ink.shape
        assert (strip.contrast.dtype, strip.ink.dtype) == (np.int8, np.uint8)


def test_words_are_rows_without_digits() -> None:
    strips = _strips.make_strips(load_dataset("embedded").train, "rows", range(6))
    assert any(not len(strip.digits) for strip in strips)
    assert any(len(strip.digits) > 3 for strip in strips)
