from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inkdigits.models._recipe import Recipe


@dataclass(frozen=True)
class Entry:
    """One row of the zoo.

    Attributes:
        recipe: the model's own recipe; every part of it can be changed.
        build: from the net's hyper-parameters to an untrained net: a `keras.Model`, or a
            `torch.nn.Module` where the recipe is a ConvnetRecipe, whose `outputs` it takes too,
            or a scikit-learn estimator where it is a ClassicRecipe.
        summary: what it is, in a line.
        layers: from input to output, as the recipe has them.
        parameters: how many numbers training finds, as the recipe has them; None where only the
            digits tell.
        source: where the system comes from.
        expected: test accuracy on MNIST that the recipe should reach.
    """

    recipe: Recipe
    build: Callable[..., Any]
    summary: str
    layers: str
    parameters: int | None
    source: str
    expected: float

    @property
    def name(self) -> str:
        """The registry name."""
        return self.recipe.model
