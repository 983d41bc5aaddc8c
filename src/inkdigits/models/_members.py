"""The members of an ensemble: what each is trained by."""

from dataclasses import replace
from itertools import accumulate

from inkdigits.models._convnet import ConvolutionLayers
from inkdigits.models._recipe import ConvnetRecipe

_FINE = ConvolutionLayers(
    (32, 32, 64, 64, 128, 128), pools=(2, 4, 6), first_kernel=3, first_stride=1
)
_BROAD = ConvolutionLayers((40, 80, 80, 112, 112), pools=(3, 5))


def member_recipes(recipe: ConvnetRecipe) -> list[ConvnetRecipe]:
    """What each member of an ensemble is trained by; of a single net, its own recipe.

    Nets of one kind err on the same digits, however they are drawn, so those of a varied ensemble
    take turns in four kinds: the recipe's own; one that begins at 28×28 pixels instead of 14×14; a
    wider one; and the recipe's own net, trained for ten more epochs under stronger distortion.
    """
    if not recipe.varied:
        return [recipe] * recipe.members
    kinds = [
        recipe,
        replace(recipe, net=_FINE),
        replace(recipe, net=_BROAD),
        replace(recipe, augmentation="strong", epochs=recipe.epochs + 10),
    ]
    return [kinds[number % len(kinds)] for number in range(recipe.members)]


def find_member(recipes: list[ConvnetRecipe], epoch: int) -> tuple[int, int]:
    """Whose epoch it is.

    Args:
        recipes: of all members.
        epoch: from 0; the members count on.

    Returns:
        Number of the member, and which of its epochs it is, both from 0.
    """
    ends = list(accumulate(recipe.rounds for recipe in recipes))
    member = next(number for number, end in enumerate(ends) if epoch < end)
    return member, epoch - (ends[member] - recipes[member].rounds)
