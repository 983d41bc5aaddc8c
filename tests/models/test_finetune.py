import json

import pytest

from inkdigits.errors import InputError
from inkdigits.models import (
    FinetuneRecipe,
    apply_settings,
    find_entry,
    finetune_recipe,
    saved_recipe,
)

WIDE = find_entry("convnet-wide").recipe.to_json()


def test_a_recipe_comes_back_from_its_json() -> None:
    recipe = apply_settings(
        finetune_recipe("convnet-wide", WIDE, "default", "abc"), {"epochs": "3", "blend": "0.5"}
    )
    assert isinstance(recipe, FinetuneRecipe)
    assert (recipe.epochs, recipe.blend, recipe.source_sha256) == (3, 0.5, "abc")
    assert recipe.start == find_entry("convnet-wide").recipe
    assert saved_recipe(json.loads(json.dumps(recipe.to_json()))) == recipe


def test_what_was_gone_on_with_keeps_its_first_start() -> None:
    first = finetune_recipe("convnet-wide", WIDE, "default", "abc")
    second = finetune_recipe("convnet-wide", first.to_json(), "runs/1", "def")
    assert (second.start, second.source) == (first.start, "runs/1")


def test_any_other_recipe_comes_back_as_it_is() -> None:
    recipe = find_entry("cnn").recipe
    assert saved_recipe(recipe.to_json()) == recipe


@pytest.mark.parametrize("key", ["start", "source", "source_sha256", "filters"])
def test_what_the_source_settles_cannot_be_set(key: str) -> None:
    recipe = finetune_recipe("convnet-wide", WIDE, "default", "abc")
    with pytest.raises(InputError, match=f"convnet-wide has no setting '{key}'; it has: holdout, "):
        apply_settings(recipe, {key: "1"})


def test_a_start_that_is_none_is_told() -> None:
    with pytest.raises(InputError, match="got a start=3 of a cnn, wanted a convnet's recipe"):
        saved_recipe(find_entry("cnn").recipe.to_json() | {"start": 3})
