import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.errors import InputError
from inkdigits.models import (
    REGISTRY,
    GradientRecipe,
    KerasRecipe,
    apply_settings,
    parse_settings,
    recipe_from_json,
    setting_names,
)

# Another value for each field of a recipe, as the command line would have it.
OTHER = {
    "epochs": ("7", 7),
    "batch_size": ("64", 64),
    "optimizer": ("sgd", "sgd"),
    "learning_rate": ("0.02", 0.02),
    "schedule": ("cosine", "cosine"),
    "loss": ("categorical_crossentropy", "categorical_crossentropy"),
    "label_smoothing": ("0.0", 0.0),
    "holdout": ("last", "last"),
    "validation": ("0.25", 0.25),
    "shuffle_buffer": ("500", 500),
    "scaling": ("standardize", "standardize"),
    "whitening": ("zca", "zca"),
    "deskew": ("true", True),
    "augmentation": ("affine", "affine"),
    "early_stopping": ("3", 3),
    "seed": ("11", 11),
}
MLP = REGISTRY["mlp"].recipe
CNN = REGISTRY["cnn"].recipe


def test_every_choice_of_a_recipe_can_be_changed_by_text() -> None:
    assert {field.name for field in fields(KerasRecipe)} - {"model", "net"} == set(OTHER)
    changed = apply_settings(CNN, {key: text for key, (text, _) in OTHER.items()})
    for key, (_, value) in OTHER.items():
        assert getattr(changed, key) == value
        assert type(getattr(changed, key)) is type(value)


def test_label_smoothing_goes_with_one_hot_labels() -> None:
    settings = {"label_smoothing": "0.1", "loss": "categorical_crossentropy"}
    assert apply_settings(CNN, settings).label_smoothing == 0.1


def test_the_recipe_that_was_started_from_stays() -> None:
    before = CNN.to_json()
    changed = apply_settings(CNN, {"epochs": 1, "hidden": 8})
    assert changed.net.hidden == 8  # type: ignore[attr-defined]
    assert CNN.to_json() == before


def test_values_of_the_right_type_are_taken_as_texts_are() -> None:
    assert apply_settings(MLP, {"hidden": (64, 32), "deskew": True, "dropout": 0.5}) == (
        apply_settings(MLP, {"hidden": "64,32", "deskew": "yes", "dropout": "0.5"})
    )
    assert apply_settings(MLP, {"hidden": 64}) == apply_settings(MLP, {"hidden": "64"})


def test_numpys_numbers_are_numbers() -> None:
    import numpy as np

    settings = {"hidden": np.int64(64), "epochs": np.int32(2), "learning_rate": np.float32(0.5)}
    changed = apply_settings(MLP, settings)
    assert json.loads(json.dumps(changed.to_json()))["net"]["hidden"] == [64]
    assert type(changed.epochs) is int


def test_net_says_that_the_nets_is_meant() -> None:
    assert apply_settings(CNN, {"net.hidden": 5}) == apply_settings(CNN, {"hidden": 5})


@pytest.mark.parametrize("name", REGISTRY)
def test_setting_names_are_the_keys_there_are(name: str) -> None:
    recipe = REGISTRY[name].recipe
    names = setting_names(recipe)
    assert len(set(names)) == len(names)
    document = recipe.to_json()
    values = {**document, **document["net"]}
    assert apply_settings(recipe, {key: values[key] for key in names}) == recipe


def test_an_unknown_key_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError) as caught:
        apply_settings(REGISTRY["ann"].recipe, {"kernel_size": "5"})
    assert str(caught.value) == (
        "ann has no setting 'kernel_size'; it has: hidden, activation, holdout, validation, seed, "
        "epochs, batch_size, learning_rate, label_smoothing, augmentation, optimizer, "
        "schedule, loss, shuffle_buffer, scaling, whitening, deskew, early_stopping"
    )


@pytest.mark.parametrize("key", ["model", "net", "net.epochs", "", "Epochs"])
def test_what_is_no_choice_cannot_be_set(key: str) -> None:
    with pytest.raises(InputError, match=f"cnn has no setting '{key}'; it has: filters"):
        apply_settings(CNN, {key: "mlp"})


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("epochs", "many", "a whole number"),
        ("epochs", "2.5", "a whole number"),
        ("epochs", "nan", "a whole number"),
        ("epochs", "inf", "a whole number"),
        ("epochs", "0", "more than 0"),
        ("batch_size", "-5", "more than 0"),
        ("hidden", "0", "more than 0"),
        ("hidden", "64,32", "a whole number"),
        ("learning_rate", "fast", "a number"),
        ("learning_rate", "nan", "a finite number"),
        ("learning_rate", "-0.1", "more than 0"),
        ("learning_rate", None, "a number"),
        ("dropout", "1", "at least 0 and less than 1"),
        ("dropout", "-0.1", "at least 0 and less than 1"),
        ("dropout", "nan", "a finite number"),
        ("validation", "1", "at least 0 and less than 1"),
        ("shuffle_buffer", "-1", "0 or more"),
        ("early_stopping", "-1", "0 or more"),
        ("seed", "-1", "0 or more"),
        ("seed", str(2**32), "at most 4294967295"),
        ("pooling", "median", "one of: max, average"),
        ("optimizer", "lion", "one of: adam, adamw, sgd, rmsprop, nadam, adagrad"),
        ("whitening", "PCA", "one of: none, pca, zca"),
        ("deskew", "maybe", "true or false"),
    ],
)
def test_an_unfit_value_is_refused_with_what_was_wanted(key: str, value: Any, wanted: str) -> None:
    with pytest.raises(InputError) as caught:
        apply_settings(CNN, {key: value})
    assert str(caught.value) == f"got {key}={value}, wanted {wanted}"


@pytest.mark.parametrize("value", ["", "64;32", "64,", "wide", [], None, {"a": 1}, "64,3.5"])
def test_layers_are_whole_numbers(value: Any) -> None:
    with pytest.raises(InputError) as caught:
        apply_settings(MLP, {"hidden": value})
    assert str(caught.value) == (
        f"got hidden={value}, wanted whole numbers separated by commas, such as 512,512"
    )


def test_one_layer_of_many_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="got hidden=64,-1, wanted more than 0"):
        apply_settings(MLP, {"hidden": "64,-1"})


def test_smoothing_of_sparse_labels_is_refused() -> None:
    with pytest.raises(
        InputError,
        match=r"got label_smoothing=0\.1 with loss=sparse_categorical_crossentropy, wanted "
        "loss=categorical_crossentropy, whose one-hot labels can be smoothed$",
    ):
        apply_settings(CNN, {"label_smoothing": 0.1})


def test_early_stopping_without_validation_is_refused() -> None:
    with pytest.raises(
        InputError,
        match="got early_stopping=2 with validation=0, wanted a validation part to watch",
    ):
        apply_settings(CNN, {"early_stopping": 2, "validation": 0})


def test_settings_are_judged_together_not_one_by_one() -> None:
    smooth_first = {"label_smoothing": 0.1, "loss": "categorical_crossentropy"}
    assert apply_settings(CNN, smooth_first).label_smoothing == 0.1
    deep_first = {"filters": "8,8,8,8", "kernel_size": 1}
    assert apply_settings(REGISTRY["cnn-functional"].recipe, deep_first)


def test_texts_become_a_dictionary() -> None:
    assert parse_settings(["epochs=3", " pooling = average ", "hidden=8=9"]) == {
        "epochs": "3",
        "pooling": "average",
        "hidden": "8=9",
    }
    assert parse_settings([]) == {}


def test_a_text_without_a_value_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"got --set epochs, wanted --set key=value, such as --set epochs=3$"
    ):
        parse_settings(["epochs"])


@pytest.mark.parametrize("name", REGISTRY)
def test_recipes_go_through_json_unchanged(name: str) -> None:
    recipe = REGISTRY[name].recipe
    settings: dict[str, Any] = {"seed": 3, "validation": 0.2}
    if isinstance(recipe, GradientRecipe):
        settings |= {"epochs": 2, "augmentation": "elastic"}
    recipe = apply_settings(recipe, settings)
    document = json.loads(json.dumps({"data": "mnist", **recipe.to_json()}))
    assert recipe_from_json(REGISTRY[name].recipe, document) == recipe


@given(
    rate=st.floats(min_value=1e-12, max_value=1e3),
    layers=st.lists(st.integers(1, 4096), min_size=1, max_size=5),
    dropout=st.floats(0, 0.999),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_numbers_go_through_json_unchanged(
    rate: float, layers: list[int], dropout: float, seed: int
) -> None:
    recipe = apply_settings(
        MLP, {"learning_rate": rate, "hidden": layers, "dropout": dropout, "seed": seed}
    )
    assert recipe.learning_rate == rate
    assert recipe_from_json(MLP, json.loads(json.dumps(recipe.to_json()))) == recipe


@given(value=st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.binary(max_size=5)))
def test_any_value_is_either_refused_or_fit_for_a_file(value: Any) -> None:
    for key in ("hidden", "epochs", "dropout", "deskew", "pooling", "seed"):
        try:
            changed = apply_settings(CNN, {key: value})
        except InputError:
            continue
        json.dumps(changed.to_json(), allow_nan=False)


def test_a_damaged_recipe_is_refused() -> None:
    with pytest.raises(InputError, match="got epochs=x, wanted a whole number"):
        recipe_from_json(CNN, {"epochs": "x"})
    with pytest.raises(InputError, match=r"got net=\[1\], wanted the net's hyper-parameters by"):
        recipe_from_json(CNN, {"net": [1]})
