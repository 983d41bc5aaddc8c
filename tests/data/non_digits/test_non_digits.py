import subprocess
import sys
from typing import get_args

import cv2
import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.data.non_digits import (
    FACES,
    HELD_OUT_KINDS,
    KINDS,
    LETTERS,
    PUNCTUATION,
    NonDigits,
    Part,
    non_digits,
)
from inkdigits.data.non_digits._digits import half_digits, two_digits
from inkdigits.errors import InputError
from inkdigits.preprocess import crop

PARTS = get_args(Part)


def draw(uci: Split, count: int, seed: int = 0, part: Part = "train") -> NonDigits:
    labels = uci.train.labels
    assert labels is not None
    return non_digits(uci.train.images, labels, count, seed, part)


@pytest.fixture(scope="module")
def train_part(uci: Split) -> NonDigits:
    return draw(uci, 800)


@pytest.fixture(scope="module")
def test_part(uci: Split) -> NonDigits:
    return draw(uci, 1100, part="test")


def test_every_kind_has_the_same_share(train_part: NonDigits, test_part: NonDigits) -> None:
    for drawn, kinds in ((train_part, KINDS), (test_part, KINDS + HELD_OUT_KINDS)):
        assert drawn.images.shape == (100 * len(kinds), 28, 28)
        assert drawn.images.dtype == np.uint8
        names, counts = np.unique(drawn.kinds, return_counts=True)
        assert set(names) == set(kinds)
        assert set(counts) == {100}


def test_a_count_that_does_not_divide_is_shared_out(uci: Split) -> None:
    drawn = draw(uci, 13)
    assert len(drawn) == len(drawn.images) == len(drawn.kinds) == 13
    counts = np.unique(drawn.kinds, return_counts=True)[1]
    assert sorted(counts) == [1, 1, 1, 2, 2, 2, 2, 2]


def test_none_can_be_drawn(uci: Split) -> None:
    drawn = draw(uci, 0)
    assert drawn.images.shape == (0, 28, 28)
    assert drawn.kinds.shape == (0,)
    assert len(draw(uci, 3)) == 3, "fewer than there are kinds"


def test_held_out_kinds_are_in_the_test_part_only(
    train_part: NonDigits, test_part: NonDigits
) -> None:
    assert len(HELD_OUT_KINDS) >= 2
    assert not set(HELD_OUT_KINDS) & set(train_part.kinds)
    assert set(HELD_OUT_KINDS) <= set(test_part.kinds)


def test_no_family_of_type_is_in_both_parts() -> None:
    families = ("DejaVu", "STIX", "cm", "Pillow")
    found = {
        part: {family for family in families for face in FACES[part] if face.startswith(family)}
        for part in PARTS
    }
    assert found == {"train": {"DejaVu"}, "test": {"STIX", "cm", "Pillow"}}


def test_nothing_that_looks_like_a_digit_is_drawn() -> None:
    assert not set(LETTERS) & set("OoQDCcUulLIiJjSsZzBbGgqYyT")
    assert not set(PUNCTUATION) & set("|!/\\()[]{}'`.,?$&")
    assert not set(LETTERS + PUNCTUATION) & set("0123456789")
    assert len(set(LETTERS)) == len(LETTERS) > 10


def test_same_seed_same_pictures(uci: Split, train_part: NonDigits) -> None:
    again = draw(uci, 800)
    np.testing.assert_array_equal(again.images, train_part.images)
    np.testing.assert_array_equal(again.kinds, train_part.kinds)
    other = draw(uci, 800, seed=1)
    for kind in set(KINDS) - {"blank"}:
        ours = {image.tobytes() for image in train_part.images[train_part.kinds == kind]}
        theirs = {image.tobytes() for image in other.images[other.kinds == kind]}
        assert not ours & theirs, f"{kind}: another seed draws others"
        assert len(ours) == 100, f"{kind}: each is drawn anew"


def test_parts_share_no_picture(train_part: NonDigits, test_part: NonDigits) -> None:
    inked = [part.images[part.kinds != "blank"] for part in (train_part, test_part)]
    ours, theirs = ({image.tobytes() for image in images} for images in inked)
    assert not ours & theirs


def test_given_digits_are_left_as_they_are(uci: Split) -> None:
    before = uci.train.images.copy()
    draw(uci, 200)
    np.testing.assert_array_equal(uci.train.images, before)


@pytest.mark.parametrize("part", PARTS)
def test_all_but_blank_fields_have_ink(
    part: Part, train_part: NonDigits, test_part: NonDigits
) -> None:
    drawn = train_part if part == "train" else test_part
    strongest = drawn.images.reshape(len(drawn), -1).max(axis=1)
    assert strongest[drawn.kinds != "blank"].min() > 60
    blank = strongest[drawn.kinds == "blank"]
    assert 5 <= (blank == 0).sum() <= 45, "about a fifth is exactly empty"


def test_glyphs_stand_as_mnist_digits_do_or_anywhere(train_part: NonDigits) -> None:
    letters = train_part.images[train_part.kinds == "letter"]
    sizes = np.array([max(crop(letter).shape) for letter in letters])
    weights = letters.astype(float)
    middle = np.array(
        [(w.sum(0) @ np.arange(28), w.sum(1) @ np.arange(28)) / w.sum() for w in weights]
    )
    standing = (np.abs(sizes - 20) <= 1) & (np.abs(middle - 14).max(axis=1) < 0.6)
    assert 50 <= standing.sum() <= 90, "about seven in ten"
    assert sizes.min() < 17, "others are smaller"
    assert sizes.max() > 22, "or larger"


def test_halves_are_wider_than_high(train_part: NonDigits) -> None:
    boxes = [crop(half).shape for half in train_part.images[train_part.kinds == "half digit"]]
    assert np.mean([width >= height for height, width in boxes]) > 0.9, "a narrow one may be a 1"


def test_a_one_stands_apart_from_its_neighbour(rng: np.random.Generator) -> None:
    bar = np.zeros((1, 28, 28), np.uint8)
    bar[0, 4:24, 12:16] = 255
    pairs = two_digits(50, rng, bar, np.array([1], np.uint8))
    strokes = [cv2.connectedComponents((pair > 127).astype(np.uint8))[0] - 1 for pair in pairs]
    assert strokes.count(2) >= 47, "small and bent ones may touch"


def test_what_is_left_of_a_four_is_two_strokes(uci: Split, rng: np.random.Generator) -> None:
    assert uci.train.labels is not None
    fours = uci.train.labels == 4
    halves = half_digits(20, rng, uci.train.images[fours], uci.train.labels[fours])
    strokes = [cv2.connectedComponents((half > 60).astype(np.uint8))[0] - 1 for half in halves]
    assert np.median(strokes) == 2


def test_halves_need_digits_that_can_be_cut(rng: np.random.Generator) -> None:
    disc = np.zeros((1, 28, 28), np.uint8)
    cv2.circle(disc[0], (14, 14), 9, 255, -1)
    with pytest.raises(InputError, match="got no 0, 2, 3 or 4 to make halves of digits from"):
        half_digits(5, rng, disc, np.array([1], np.uint8))
    with pytest.raises(InputError, match="none of 100 halves of digits came out as it should"):
        half_digits(5, rng, disc, np.array([4], np.uint8))


def test_bad_input_is_refused(uci: Split) -> None:
    with pytest.raises(InputError, match="got a count of -1 non-digits, wanted 0 or more"):
        draw(uci, -1)
    with pytest.raises(InputError, match="got no digits, wanted some to make pairs"):
        non_digits(np.zeros((3, 28, 28), np.uint8), np.zeros(3, np.uint8), 8, 0, "train")
    with pytest.raises(InputError, match=r"got digits of shape \(2, 28, 28\) .* with 1 labels"):
        non_digits(uci.train.images[:2], np.array([0], np.uint8), 8, 0, "train")


def run_apart(code: str) -> str:
    """What a Python of its own prints."""
    setup = """
import sys
import numpy as np
from inkdigits.data.non_digits import non_digits
from inkdigits.data import load_dataset
"""
    done = subprocess.run(
        [sys.executable, "-c", setup + code], check=True, capture_output=True, text=True
    )
    return done.stdout


def test_matplotlib_lends_its_fonts_without_being_imported() -> None:
    code = """
digits = load_dataset("uci-digits").train
drawn = non_digits(digits.images, digits.labels, 100, 0, "train")
print(len(drawn), "matplotlib" in sys.modules)
"""
    assert run_apart(code) == "100 False\n"


def test_missing_fonts_are_named_with_their_cure() -> None:
    code = """
sys.modules["matplotlib"] = None  # as good as not installed
digits = load_dataset("uci-digits").train
try:
    non_digits(digits.images, digits.labels, 100, 0, "train")
except ValueError as problem:
    print(type(problem).__name__, problem)
"""
    assert run_apart(code) == (
        "InputError non-digits are drawn with the fonts that come with matplotlib, which is not "
        "installed; pip install 'inkdigits[train]'\n"
    )
