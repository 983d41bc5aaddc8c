import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.recognizer import load_recognizer
from inkdigits.serving import _classifying
from inkdigits.serving._classifying import Classified, Picture, classify_pictures
from inkdigits.serving._models import Model
from tests.preprocess.pictures import drawn
from tests.serving.pictures import encoded


def test_large_pictures_are_kept_small_while_the_others_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = list[tuple[int, ...]]()
    classify_all = _classifying.classify_all

    def watch(grays: list[Uint8Array], recognizer: object) -> object:
        kept.extend(gray.shape for gray in grays)
        return classify_all(grays, recognizer)

    monkeypatch.setattr(_classifying, "classify_all", watch)
    model = Model(load_recognizer(), is_default=True)
    large, small = drawn(7, 3000), drawn(4, 100)
    pictures = [Picture(encoded(gray, "PNG"), model, 10**7) for gray in (large, small)]
    answers = [one.answer for one in classify_pictures(pictures) if isinstance(one, Classified)]
    assert [answer.digit for answer in answers] == [7, 4]
    assert kept == [(512, 512), (100, 100)]
    assert np.array_equal(answers[0].field, classify_all([large])[0].field)
