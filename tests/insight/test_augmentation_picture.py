from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.insight import draw_augmentation
from inkdigits.insight._augmentation_picture import _choose, _label
from inkdigits.preprocess import AUGMENTATIONS, Augmentation


def test_a_picture_has_a_row_for_each_kind(uci: Split, tmp_path: Path) -> None:
    heights = {}
    for name in ("affine", "wide"):
        target = tmp_path / f"{name}.png"
        picture = draw_augmentation(uci.train, name, AUGMENTATIONS[name], target)
        with Image.open(target) as image:
            heights[name] = image.height
            rim = np.asarray(image.convert("L"))[:, [0, 1, 2, -3, -2, -1]]
        assert rim.min() > 250, "no label is cut off"
        assert picture.path == target
        assert picture.heading == f"Augmentation {name}"
        count = len(AUGMENTATIONS[name].kinds())
        assert f"12 digits of {uci.train.name}, 5 of" in picture.caption
        assert f"each of the {count} kinds" in picture.caption
    # Eight kinds more, 0.295 inches at 220 dots each.
    assert heights["wide"] - heights["affine"] == pytest.approx(9 * 0.295 * 220, abs=2)


def test_each_class_is_among_the_dozen(uci: Split, rng: np.random.Generator) -> None:
    chosen = _choose(uci.train, rng)
    assert len(set(chosen.tolist())) == 12
    assert uci.train.labels is not None
    assert uci.train.labels[chosen[:10]].tolist() == list(range(10))
    unlabelled = replace(uci.train, labels=None)
    assert len(set(_choose(unlabelled, rng).tolist())) == 12


def test_labels_name_the_amount_and_its_unit() -> None:
    kinds = AUGMENTATIONS["wide"].kinds()
    labels = [_label(kind, alone) for kind, alone in kinds.items()]
    assert labels[:5] == [
        "rotation ±25°",
        "zoom ±35 %",
        "scale ±8 %",
        "shear ±0.25",
        "shift ±4.5 px",
    ]
    assert labels[-1] == "erasing"


def test_fewer_digits_than_a_dozen_are_enough(uci: Split, tmp_path: Path) -> None:
    few = uci.train.subset(np.arange(2))
    picture = draw_augmentation(few, "noisy", Augmentation(noise=9), tmp_path / "noisy.png")
    assert picture.caption.startswith("2 digits of")
    assert picture.path.stat().st_size > 5000


def test_the_same_seed_draws_the_same_picture(uci: Split, tmp_path: Path) -> None:
    few, wide = uci.train.subset(np.arange(3)), AUGMENTATIONS["wide"]
    drawn = [
        draw_augmentation(few, "wide", wide, tmp_path / f"{n}.png", seed).path.read_bytes()
        for n, seed in enumerate([3, 3, 4])
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_what_cannot_be_shown_is_refused(uci: Split, tmp_path: Path) -> None:
    target = tmp_path / "none.png"
    with pytest.raises(InputError, match="got the augmentation none, wanted one that changes"):
        draw_augmentation(uci.train, "none", Augmentation(), target)
    nothing = uci.train.subset(np.arange(0))
    with pytest.raises(InputError, match="got no digits, wanted at least one to augment"):
        draw_augmentation(nothing, "affine", AUGMENTATIONS["affine"], target)
    assert not target.exists()
