from dataclasses import replace

import numpy as np
import pytest
import torch

from inkdigits.data import Split
from inkdigits.models import ConvnetRecipe, ConvolutionLayers
from inkdigits.training.torch_engine._digits import NO_DIGIT, TrainingDigits

RECIPE = ConvnetRecipe("convnet", ConvolutionLayers(), epochs=3, augmentation="affine", seed=4)
CPU = torch.device("cpu")

Epoch = tuple[np.ndarray, np.ndarray]


def epochs(uci: Split, recipe: ConvnetRecipe, numbers: list[int]) -> list[Epoch]:
    with TrainingDigits(uci.train, recipe, CPU) as digits:
        drawn = [digits.epoch(number, last=number == numbers[-1]) for number in numbers]
    return [(images.numpy(), labels.numpy()) for images, labels in drawn]


def as_set(images: np.ndarray, labels: np.ndarray) -> set[tuple[bytes, int]]:
    return {(image.tobytes(), int(label)) for image, label in zip(images, labels, strict=True)}


def untouched(uci: Split) -> set[tuple[bytes, int]]:
    assert uci.train.labels is not None
    return as_set(uci.train.images, uci.train.labels)


def test_an_epoch_depends_on_the_seed_and_its_number_alone(uci: Split) -> None:
    in_a_row = epochs(uci, RECIPE, [0, 1, 2])
    for number in (0, 1, 2):
        (alone,) = epochs(uci, RECIPE, [number])
        assert np.array_equal(alone[0], in_a_row[number][0])
        assert np.array_equal(alone[1], in_a_row[number][1])
    assert not np.array_equal(in_a_row[0][0], in_a_row[1][0])
    (other,) = epochs(uci, replace(RECIPE, seed=5), [0])
    assert not np.array_equal(other[0], in_a_row[0][0])


def test_each_digit_comes_once_with_its_label(uci: Split) -> None:
    first, second = epochs(uci, replace(RECIPE, augmentation="none"), [0, 1])
    assert as_set(*first) == as_set(*second) == untouched(uci)
    assert not np.array_equal(first[1], second[1]), "in another order"


@pytest.mark.parametrize("epoch", [2, 5])
def test_the_last_epochs_of_each_member_are_clean(uci: Split, epoch: int) -> None:
    recipe = replace(RECIPE, finish_epochs=1, members=2)
    (clean,), (dirty,) = epochs(uci, recipe, [epoch]), epochs(uci, recipe, [epoch - 1])
    assert as_set(*clean) == untouched(uci)
    assert len(as_set(*dirty) & untouched(uci)) < 0.1 * len(uci.train)


def test_non_digits_join_with_a_label_of_their_own(uci: Split) -> None:
    drawn = epochs(uci, replace(RECIPE, augmentation="none", non_digits=0.25), [0, 1])
    others = []
    for images, labels in drawn:
        digits = labels != NO_DIGIT
        assert digits.sum() == 1297
        assert (~digits).sum() == 324
        assert as_set(images[digits], labels[digits]) == untouched(uci)
        others.append(as_set(images[~digits], labels[~digits]))
    assert len(others[0] & others[1]) < 0.2 * 324, "drawn anew each epoch"


def test_fewer_digits_than_a_batch_are_one_batch(uci: Split) -> None:
    with TrainingDigits(uci.train, replace(RECIPE, batch_size=5000), CPU) as digits:
        assert digits.batch_size == len(digits) == 1297


def test_the_last_epochs_may_be_augmented_otherwise(uci: Split) -> None:
    recipe = replace(RECIPE, augmentation="none", finish="affine", finish_epochs=2)
    drawn = epochs(uci, recipe, [0, 1, 2])
    same = [len(as_set(*epoch) & untouched(uci)) / len(uci.train) for epoch in drawn]
    assert same[0] == 1
    assert max(same[1:]) < 0.1


def test_habits_change_ones_sevens_and_nines_alone(uci: Split) -> None:
    (plain,) = epochs(uci, replace(RECIPE, augmentation="none"), [0])
    (changed,) = epochs(uci, replace(RECIPE, augmentation="none", habits=0.5), [0])
    new = as_set(*changed) - as_set(*plain)
    assert {label for _, label in new} == {1, 7, 9}
