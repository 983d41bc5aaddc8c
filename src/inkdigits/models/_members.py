"""The members of an ensemble: what each is trained by."""

from dataclasses import replace
from itertools import accumulate

from inkdigits.models._convnet import ConvolutionLayers
from inkdigits.models._perceptron import SeenNet
from inkdigits.models._recipe import ConvnetRecipe

# To which members squeeze or stretch digits, in pixels; 0 leaves them.
_WIDTHS = (0, 14, 18, 10, 16, 12, 20)

_FINE = ConvolutionLayers(
    (32, 32, 64, 64, 128, 128), pools=(2, 4, 6), first_kernel=3, first_stride=1
)
_BROAD = ConvolutionLayers((40, 80, 80, 112, 112), pools=(3, 5))


def member_recipes(recipe: ConvnetRecipe) -> list[ConvnetRecipe]:
    """What each member of an ensemble is trained by; of a single net, its own recipe.

    Nets of one kind err on the same digits, however they are drawn, so those of a varied ensemble
    take turns in four kinds: the recipe's own; one that begins at 28×28 pixels instead of 14×14; a
    wider one; and the recipe's own net, trained for ten more epochs under stronger distortion. The
    nets of LeCun's table take turns in the width that they bring digits to instead, as the
    committees of Cireşan, Meier, Gambardella and Schmidhuber 2011 (ICDAR) do.
    """
    if not recipe.varied:
        return [recipe] * recipe.members
    net = recipe.net
    if isinstance(net, SeenNet):
        kinds = [replace(recipe, net=replace(net, width=width)) for width in _WIDTHS]
    else:
        kinds = _convnet_kinds(recipe)
    return [kinds[number % len(kinds)] for number in range(recipe.members)]


def _convnet_kinds(recipe: ConvnetRecipe) -> list[ConvnetRecipe]:
    return [
        recipe,
        replace(recipe, net=_FINE),
        replace(recipe, net=_BROAD),
        replace(recipe, augmentation="strong", epochs=recipe.epochs + 10),
    ]


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
