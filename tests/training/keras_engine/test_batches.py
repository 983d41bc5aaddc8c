from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.arrays import FloatArray, Labels
from inkdigits.data import Split
from inkdigits.models import REGISTRY, KerasRecipe, apply_settings
from inkdigits.preprocess import Preprocessing
from inkdigits.training.keras_engine._batches import TrainingBatches, buffered_shuffle, targets_for


@given(count=st.integers(0, 300), buffer=st.integers(0, 350), seed=st.integers(0, 2**32 - 1))
def test_each_number_comes_out_once_and_not_too_early(count: int, buffer: int, seed: int) -> None:
    order = buffered_shuffle(count, buffer, np.random.default_rng(seed))
    assert sorted(order) == list(range(count))
    if buffer:
        early = order - np.arange(count)
        assert (early < buffer).all()


def test_a_buffer_of_one_keeps_the_order(rng: np.random.Generator) -> None:
    assert buffered_shuffle(50, 1, rng).tolist() == list(range(50))


@pytest.mark.parametrize("buffer", [0, 20, 99])
def test_a_buffer_for_all_shuffles_evenly(buffer: int, rng: np.random.Generator) -> None:
    count, draws = 20, 4000
    orders = np.stack([buffered_shuffle(count, buffer, rng) for _ in range(draws)])
    seen = np.stack([np.bincount(place, minlength=count) for place in orders.T])
    # Each number at each place with probability 1/20: 200 ± 14 times; 5 deviations for 400 counts.
    assert np.abs(seen - draws / count).max() < 5 * np.sqrt(draws / count)


def test_a_small_buffer_draws_as_tf_data_does(rng: np.random.Generator) -> None:
    count, buffer = 40_000, 8
    order = buffered_shuffle(count, buffer, rng)
    place = np.empty(count, int)
    place[order] = np.arange(count)
    inner = np.arange(buffer, count - buffer)
    # A number that enters the buffer waits there for a time with a geometric distribution.
    wait = place[inner] - (inner - buffer + 1)
    for turns in range(4):
        expected = (1 - 1 / buffer) ** turns / buffer
        spread = np.sqrt(expected * (1 - expected) / len(inner))
        assert (wait == turns).mean() == pytest.approx(expected, abs=6 * spread)


def test_one_hot_targets_for_categorical_cross_entropy() -> None:
    labels = np.array([3, 0, 9], np.uint8)
    targets = targets_for(labels, REGISTRY["conv-standardized"].recipe)
    assert targets.dtype == np.float32
    assert targets.tolist() == [
        [float(column == label) for column in range(10)] for label in labels
    ]
    assert targets_for(labels, REGISTRY["mlp-500x3"].recipe) is labels


def recipe(**settings: object) -> KerasRecipe:
    changed = apply_settings(REGISTRY["mlp-500x3"].recipe, {"batch_size": 100, **settings})
    assert isinstance(changed, KerasRecipe)
    return changed


def batches(uci: Split, wanted: KerasRecipe, epoch: int) -> Iterator[tuple[FloatArray, Labels]]:
    assert uci.train.labels is not None
    fitted = Preprocessing.fit(uci.train.images)
    made = TrainingBatches(uci.train.images, uci.train.labels, wanted, fitted)
    made.prepare(epoch)
    return (made[index] for index in range(len(made)))


def one_epoch(uci: Split, wanted: KerasRecipe, epoch: int) -> tuple[FloatArray, Labels]:
    inputs, labels = zip(*batches(uci, wanted, epoch), strict=True)
    return np.concatenate(inputs), np.concatenate(labels)


@pytest.mark.parametrize("augmentation", ["none", "affine"])
def test_batches_depend_on_seed_and_epoch_alone(uci: Split, augmentation: str) -> None:
    wanted = recipe(seed=4, augmentation=augmentation)
    inputs, labels = one_epoch(uci, wanted, epoch=3)
    again, again_labels = one_epoch(uci, wanted, epoch=3)
    assert np.array_equal(inputs, again)
    assert np.array_equal(labels, again_labels)
    for other in (one_epoch(uci, wanted, 4), one_epoch(uci, recipe(seed=5), 3)):
        assert not np.array_equal(labels, other[1])


def test_an_epoch_shows_each_digit_once_with_its_label(uci: Split) -> None:
    sizes = [len(labels) for _, labels in batches(uci, recipe(), 0)]
    assert sizes == [100] * 12 + [97]
    inputs, labels = one_epoch(uci, recipe(), 0)
    assert inputs.shape == (1297, 28, 28, 1)
    shown = [(pixels.tobytes(), int(label)) for pixels, label in zip(inputs, labels, strict=True)]
    assert uci.train.labels is not None
    original = [
        ((image / np.float32(255)).tobytes(), int(label))
        for image, label in zip(uci.train.images, uci.train.labels, strict=True)
    ]
    assert sorted(shown) == sorted(original)
    assert shown != original


def test_augmented_digits_stay_with_their_labels(uci: Split) -> None:
    # A digit bent a little is, of all digits, mostly nearest to one of its own class.
    inputs, labels = one_epoch(uci, recipe(augmentation="affine"), 0)
    plain = uci.train.images.reshape(-1, 784).astype(np.float32) / 255
    bent = inputs.reshape(-1, 784)[:200]
    nearest = (bent @ plain.T - (plain**2).sum(axis=1) / 2).argmax(axis=1)
    assert uci.train.labels is not None
    assert (uci.train.labels[nearest] == labels[:200]).mean() > 0.75
