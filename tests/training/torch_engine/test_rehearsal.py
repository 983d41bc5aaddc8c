from dataclasses import replace

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.models import ConvnetRecipe, find_entry
from inkdigits.training.torch_engine._rehearsal import rehearsal


@pytest.fixture
def start() -> ConvnetRecipe:
    recipe = find_entry("convnet-wide").recipe
    assert isinstance(recipe, ConvnetRecipe)
    return recipe


def test_pictures_of_no_digit_are_among_them(start: ConvnetRecipe, uci: Split) -> None:
    plain = replace(start, augmentation="none", non_digits=0.25)
    images = rehearsal(100, plain, np.random.default_rng(0))
    assert images.shape == (100, 28, 28)
    assert images.dtype == np.uint8
    known = {image.tobytes() for image in uci.train.images}
    assert sum(image.tobytes() in known for image in images) == 80, "a quarter of 80 besides"


def test_a_net_that_knows_but_digits_is_shown_digits(start: ConvnetRecipe, uci: Split) -> None:
    plain = replace(start, augmentation="none", non_digits=0.0)
    images = rehearsal(50, plain, np.random.default_rng(0))
    known = {image.tobytes() for image in uci.train.images}
    assert all(image.tobytes() in known for image in images)


def test_same_chances_same_pictures(start: ConvnetRecipe) -> None:
    first, same, other = (rehearsal(20, start, np.random.default_rng(n)) for n in (1, 1, 2))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_none_are_none(start: ConvnetRecipe) -> None:
    assert rehearsal(0, start, np.random.default_rng(0)).shape == (0, 28, 28)
