"""Going on with a finished net, on somebody's own digits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inkdigits.errors import InputError
from inkdigits.models._recipe import AugmentationName, ConvnetRecipe, GradientRecipe, Net, Recipe
from inkdigits.models._registry import find_entry
from inkdigits.models._settings import recipe_from_json
from inkdigits.models._stacked import StackedRecipe


@dataclass(frozen=True, kw_only=True)
class FinetuneRecipe(GradientRecipe):
    """How a finished convnet learns from a few hundred digits more without losing what it knows.

    The net's shape and all that stands around it in the file stay those of the source, so there
    are no hyper-parameters of the net to choose. The rate rises straight to its peak over a tenth
    of the steps and falls straight to 0.

    Attributes:
        start: what the source was trained by, at the very first.
        source: what it was called: "default", or a file or run folder.
        source_sha256: of the source's file.
        memory: how much the source's own answers count beside the digits' labels.
        remembered: pictures to remember by, for each digit to learn from.
        blend: where to stop on the straight way from the source's weights, 0, to the learnt
            ones, 1.
    """

    net: Net = field(default_factory=Net)
    epochs: int = 10
    batch_size: int = 32
    label_smoothing: float = 0.05
    validation: float = 0.25
    augmentation: AugmentationName = "affine"
    start: ConvnetRecipe
    source: str
    source_sha256: str
    memory: float = 10.0
    remembered: int = 2
    blend: float = 0.7

    def check(self) -> None:
        """See Recipe."""
        super().check()
        if self.blend > 1:
            raise InputError(f"got blend={self.blend:g}, wanted 0 to 1")


def finetune_recipe(
    model: str, document: Mapping[str, Any], source: str, sha256: str
) -> FinetuneRecipe:
    """What a finished recognizer is gone on with by.

    Args:
        model: registry name of the source's model, as its card has it.
        document: the recipe in the source's card.
        source: what the user calls it.
        sha256: of its file.

    Raises:
        InputError: it is no convnet in float32.
    """
    start = saved_recipe({**document, "model": model})
    if isinstance(start, FinetuneRecipe):
        start = start.start
    if not isinstance(start, ConvnetRecipe) or isinstance(start, StackedRecipe):
        raise InputError(
            f"{source}: got {model}, which is no convnet; wanted 'default', or the run or .onnx "
            "file of a convnet"
        )
    if "quantization" in document:
        raise InputError(
            f"{source}: its weights are int8, wanted the float32 file that it was made from"
        )
    return FinetuneRecipe(model=model, start=start, source=source, source_sha256=sha256)


def saved_recipe(document: Mapping[str, Any]) -> Recipe:
    """The recipe that a run's `recipe.json` or a model's card holds, of whichever kind.

    Raises:
        InputError: the model is none of the zoo's, or a value is unfit.
        KeyError: something is missing.
    """
    model = str(document["model"])
    base: Recipe = find_entry(model).recipe
    if "start" not in document:
        return recipe_from_json(base, document)
    if not isinstance(base, ConvnetRecipe) or not isinstance(document["start"], Mapping):
        raise InputError(f"got a start={document['start']} of a {model}, wanted a convnet's recipe")
    start = recipe_from_json(base, document["start"])
    assert isinstance(start, ConvnetRecipe)
    source, sha256 = str(document["source"]), str(document["source_sha256"])
    own = FinetuneRecipe(model=model, start=start, source=source, source_sha256=sha256)
    return recipe_from_json(own, document)
