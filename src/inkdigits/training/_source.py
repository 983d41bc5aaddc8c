"""What a run that goes on with a finished recognizer begins with."""

import hashlib
from pathlib import Path

from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.files import atomic_path
from inkdigits.models import FinetuneRecipe, finetune_recipe
from inkdigits.recognizer import load_recognizer

_FAMILY = "convnet"
"""What may stand for the source's model, whichever of the convnets that is."""

_FEWEST = 20


def start_from(source: str | Path, model: str) -> FinetuneRecipe:
    """The recipe to go on with a finished recognizer by.

    Args:
        source: "default", or a convnet's run folder or `.onnx` file.
        model: the source's registry name, or "convnet" for whichever of the convnets it is.

    Raises:
        InputError: there is no such source, it is no convnet, or it is not the model named.
    """
    recognizer = load_recognizer(source)
    card = recognizer.card
    digest = hashlib.sha256(recognizer.path.read_bytes()).hexdigest()
    try:
        recipe = finetune_recipe(card.name, card.recipe, str(source), digest)
    except KeyError as problem:
        raise InputError(f"{source}: the recipe on its model card lacks {problem}") from None
    if model not in (_FAMILY, card.name):
        raise InputError(
            f"got the model {model} to go on with {source}, which is {card.name}; wanted "
            f"{_FAMILY}, whichever kind the source is, or {card.name}"
        )
    return recipe


def keep_source(recipe: FinetuneRecipe, target: Path) -> None:
    """Copy the source into the run, which then needs nothing outside it.

    Raises:
        InputError: the source is another file by now.
    """
    content = load_recognizer(recipe.source).path.read_bytes()
    if hashlib.sha256(content).hexdigest() != recipe.source_sha256:
        raise InputError(f"{recipe.source}: it has just been replaced; try again")
    with atomic_path(target) as temporary:
        temporary.write_bytes(content)


def require_learnable(recipe: FinetuneRecipe, digits: Dataset) -> None:
    """Make sure that there are digits to learn from, and nets that can learn.

    Raises:
        InputError: there are fewer than 20 digits, or the source's file holds other weights than
            its card says.
    """
    from inkdigits.training.torch_engine import read_source

    if len(digits) < _FEWEST:
        raise InputError(
            f"got {len(digits)} digits of your own, wanted at least {_FEWEST}, better some "
            "hundreds: a part of them is held out to see what was gained"
        )
    read_source(load_recognizer(recipe.source).path, recipe.start)
