from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data.non_digits import FACES
from inkdigits.errors import InputError
from inkdigits.pages import _typefaces
from inkdigits.pages._words import AFTER, BEFORE, SIGNS, TEXT, WORDS, printed


@pytest.fixture
def _anew() -> Iterator[None]:
    """Without what has been looked up before, or will have been."""
    cached = (_typefaces._families, _typefaces._families_with)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


class Package:
    """An installed package of typefaces, as far as it is asked."""

    module = "font_of_the_test"

    def load(self) -> dict[str, str]:
        return {"Two": "two.ttf", "One": "one.ttf"}


@pytest.mark.parametrize("part", ["train", "more", "test"])
def test_no_word_is_set_in_a_face_that_lacks_a_letter(part: _typefaces.Print) -> None:
    missing = [
        (text, face)
        for text in sorted({*WORDS, *BEFORE, *AFTER, *SIGNS, *TEXT})
        for family in _typefaces._families_with(text, part)
        for face in family
        for letter in text
        if _typefaces._mask(face, letter) == _typefaces._mask(face, "\uffff")
    ]
    assert missing == []


def test_a_face_without_a_letter_is_left_out() -> None:
    families = _typefaces._families_with("Straße", "test")
    assert families
    assert not any("cmr10" in str(face) for family in families for face in family)


@pytest.mark.usefixtures("_anew")
def test_installed_families_are_trained_on_and_never_measured_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def installed(group: str) -> list[Package]:
        return [Package()]

    monkeypatch.setattr(_typefaces, "entry_points", installed)
    more = _typefaces._families("more")
    assert more[:1] == _typefaces._families("train")
    assert more[1:] == ((Path("one.ttf"), Path("two.ttf")),)
    names = [family[0].stem if family[0] else "Pillow" for family in _typefaces._families("test")]
    assert tuple(names) == FACES["test"]


@pytest.mark.usefixtures("_anew")
def test_without_matplotlib_there_are_words_too(
    monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator
) -> None:
    def nowhere() -> None:
        raise InputError("matplotlib is not installed")

    monkeypatch.setattr(_typefaces, "font_folder", nowhere)
    assert _typefaces.draw_face("Total", "train", rng) is None
    assert printed("Total", "train", 40, rng).sum() > 100
