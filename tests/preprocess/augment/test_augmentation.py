from collections.abc import Callable
from dataclasses import fields, replace
from typing import get_args, get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from inkdigits.arrays import Images
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models import GradientRecipe
from inkdigits.preprocess import (
    AUGMENTATIONS,
    AffineRange,
    Augmentation,
    augment_affine,
    augment_blur,
    augment_contrast,
    augment_elastic,
    augment_erasing,
    augment_ground,
    augment_noise,
    augment_stroke,
)

FUNCTIONS = [
    augment_affine,
    augment_blur,
    augment_contrast,
    augment_elastic,
    augment_erasing,
    augment_ground,
    augment_noise,
    augment_stroke,
]
KINDS = AUGMENTATIONS["wide"].kinds()


def test_a_recipe_can_name_each_augmentation_and_no_other() -> None:
    assert get_args(get_type_hints(GradientRecipe)["augmentation"]) == tuple(AUGMENTATIONS)


def test_every_kind_is_off_by_default(uci: Split, rng: np.random.Generator) -> None:
    assert AUGMENTATIONS["none"] == Augmentation()
    assert Augmentation().kinds() == {}
    images = uci.evaluation.images
    same = Augmentation()(images, rng)
    assert np.array_equal(same, images)
    assert not np.shares_memory(same, images)


def test_affine_alone_is_augment_affine(uci: Split) -> None:
    images = uci.evaluation.images
    wanted = augment_affine(images, np.random.default_rng(4), AffineRange(10, 0.1, 0.1, 2))
    assert np.array_equal(AUGMENTATIONS["affine"](images, np.random.default_rng(4)), wanted)


def test_bend_alone_is_simards_elastic_distortion(uci: Split) -> None:
    images = uci.evaluation.images
    wanted = augment_elastic(images, np.random.default_rng(4), alpha=34.0, sigma=4.0)
    assert np.array_equal(AUGMENTATIONS["bend"](images, np.random.default_rng(4)), wanted)


@pytest.mark.parametrize("name", ["bend", "affine", "elastic", "wide"])
def test_the_same_chances_draw_the_same_pictures(uci: Split, name: str) -> None:
    images, augment = uci.train.images, AUGMENTATIONS[name]
    before = images.copy()
    first = augment(images, np.random.default_rng(1))
    assert np.array_equal(first, augment(images, np.random.default_rng(1)))
    changed = (first != augment(images, np.random.default_rng(2))).any(axis=(1, 2))
    assert changed.mean() > 0.99
    assert np.array_equal(images, before), "the originals stay"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_changes_digits_and_keeps_their_order(
    uci: Split, rng: np.random.Generator, kind: str
) -> None:
    images = uci.evaluation.images
    only = KINDS[kind]
    assert [*only.kinds()] == [kind]
    changed = only(images, rng)
    assert (changed != images).any(axis=(1, 2)).mean() > 0.8
    centred = [(x - x.mean(axis=(1, 2), keepdims=True)).ravel() for x in (images, changed)]
    assert np.corrcoef(*centred)[0, 1] > 0.35


@pytest.mark.parametrize("kind", ["stroke", "blur", "contrast", "ground", "noise", "erasing"])
def test_a_share_of_the_digits_stays_clean(uci: Split, rng: np.random.Generator, kind: str) -> None:
    images = uci.train.images
    share = {"erasing": 0.3} if kind == "erasing" else {"share": 0.3}
    changed = (replace(KINDS[kind], **share)(images, rng) != images).any(axis=(1, 2))
    assert 0.22 < changed.mean() < 0.35


def test_each_share_is_drawn_apart(uci: Split, rng: np.random.Generator) -> None:
    images = np.zeros_like(uci.train.images)
    both = Augmentation(ground=0.3, noise=20.0)(images, rng).reshape(len(images), -1).astype(int)
    rough = np.abs(np.diff(both, axis=1)).max(axis=1) > 30
    grey = np.median(both, axis=1) > 10
    assert 0.1 < (rough & grey).mean() < 0.4
    assert (~rough & ~grey).mean() > 0.2


@pytest.mark.parametrize("augment", FUNCTIONS + [AUGMENTATIONS[name] for name in AUGMENTATIONS])
def test_no_digits_are_no_trouble(
    augment: Callable[[Images, np.random.Generator], Images], rng: np.random.Generator
) -> None:
    nothing = augment(np.zeros((0, 28, 28), np.uint8), rng)
    assert nothing.shape == (0, 28, 28)
    assert nothing.dtype == np.uint8


@settings(max_examples=20)
@given(
    images=hnp.arrays(np.uint8, st.tuples(st.integers(1, 4), st.just(28), st.just(28))),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_pictures_come_back_as_pictures(images: Images, seed: int) -> None:
    images.flags.writeable = False
    for augment in [*FUNCTIONS, *AUGMENTATIONS.values()]:
        drawn = augment(images, np.random.default_rng(seed))
        assert drawn.shape == images.shape
        assert drawn.dtype == np.uint8


@pytest.mark.parametrize("field", [field.name for field in fields(Augmentation)])
def test_an_amount_below_0_is_refused(field: str) -> None:
    with pytest.raises(InputError, match=rf"^got {field}=-0\.1, wanted 0 (or more|to 1)$"):
        Augmentation(**{field: -0.1})


@pytest.mark.parametrize("field", ["zoom", "scale", "contrast", "ground", "erasing", "share"])
def test_a_share_above_1_is_refused(field: str) -> None:
    with pytest.raises(InputError, match=rf"^got {field}=1\.5, wanted 0 to 1$"):
        Augmentation(**{field: 1.5})


def test_an_elastic_distortion_needs_a_sigma() -> None:
    with pytest.raises(InputError, match=r"^got elastic_sigma=0, wanted more than 0$"):
        Augmentation(elastic=30, elastic_sigma=0)
