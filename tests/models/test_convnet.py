from collections import Counter

import pytest
import torch
from torch import nn

from inkdigits.errors import InputError
from inkdigits.models import (
    REGISTRY,
    ConvnetRecipe,
    ConvolutionLayers,
    apply_settings,
    build,
    member_recipes,
    torch_layers,
)

pytestmark = pytest.mark.train

CONVNETS = [name for name, entry in REGISTRY.items() if isinstance(entry.recipe, ConvnetRecipe)]


def in_words(layer: nn.Module) -> str | None:
    """A layer as the registry names it; normalisation and activations go without saying."""
    match layer:
        case torch_layers.Shrink():
            return f"shrink {float(layer.matrix.sum()) / 28:.1f}"
        case torch_layers.Subsample():
            return f"subsample {layer.size}"
        case nn.ConstantPad2d():
            return f"field {28 + sum(layer.padding[:2])}"
        case torch_layers.PartialConv2d():
            return (
                f"partial conv {layer.kernel_size[0]}×{layer.kernel_size[1]} {layer.out_channels}"
            )
        case nn.Conv2d():
            step = f"/{layer.stride[0]}" if layer.stride[0] > 1 else ""
            apart = " by map" if layer.groups > 1 else ""
            size = f"{layer.kernel_size[0]}×{layer.kernel_size[1]}"
            return f"conv {size}{step}{apart} {layer.out_channels}"
        case nn.MaxPool2d():
            return f"max pool {layer.kernel_size}"
        case nn.Linear():
            return f"linear {layer.out_features}"
    return None


@pytest.mark.parametrize("name", CONVNETS)
def test_declared_layers_and_parameters_are_those_of_the_net(name: str) -> None:
    entry = REGISTRY[name]
    recipe = entry.recipe
    assert isinstance(recipe, ConvnetRecipe)
    outputs = 11 if recipe.non_digits else 10
    nets = [entry.build(member.net, outputs) for member in member_recipes(recipe)]
    layers = Counter(" · ".join(filter(None, map(in_words, net))) for net in nets)
    words = [f"{n} × ({text})" if n > 1 else text for text, n in layers.items()]
    assert entry.layers.partition(" → ")[0] == " + ".join(words)
    assert entry.parameters == sum(map(trained_numbers, nets))


def trained_numbers(net: nn.Module) -> int:
    """How many numbers training finds."""
    counted = sum(weights.numel() for weights in net.parameters() if weights.requires_grad)
    for layer in net:
        if isinstance(layer, torch_layers.PartialConv2d):  # whose other weights count for nothing
            counted -= int((layer.there == 0).sum()) * layer.kernel_size[0] ** 2
    return counted


@pytest.mark.parametrize(
    ("layers", "shapes"),
    [
        (ConvolutionLayers((4, 5), pools=(2,)), [(4, 14, 14), (5, 7, 7)]),
        (
            ConvolutionLayers((4, 5, 6), pools=(1,), padding="valid"),
            [(4, 7, 7), (5, 5, 5), (6, 3, 3)],
        ),
        (
            ConvolutionLayers((4, 5, 6), pools=(1, 2, 3), first_kernel=3, first_stride=1),
            [(4, 14, 14), (5, 7, 7), (6, 3, 3)],
        ),
    ],
)
def test_maps_have_the_sizes_that_are_said(
    layers: ConvolutionLayers, shapes: list[tuple[int, int, int]]
) -> None:
    layers.check()
    maps, got = torch.zeros((2, 1, 28, 28)), []
    net = layers_of(layers)
    for layer in net:
        maps = layer(maps)
        if isinstance(layer, nn.ReLU):
            got.append(tuple(maps.shape[1:]))
    assert got == shapes
    assert layers.sides() == [shape[1] for shape in shapes]
    assert maps.shape == (2, 10)


def layers_of(layers: ConvolutionLayers) -> nn.Sequential:
    net: nn.Sequential = REGISTRY["convnet"].build(layers)
    return net


def test_the_net_can_be_had_bare() -> None:
    net = build("convnet-fast", filters=(8, 8))
    assert net(torch.zeros((3, 1, 28, 28))).shape == (3, 10)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"first_kernel": 4}, "got first_kernel=4, wanted an odd number up to 27"),
        ({"pools": (3,), "filters": (8, 8)}, "got pools=3 for 2 convolutions, wanted numbers from"),
        ({"pools": "1,2,3", "filters": "8,8,8,8,8", "padding": "valid"}, "leave nothing of 28×28"),
        ({"views": 3}, "got views=3, wanted one of: 1, 5, 9"),
        ({"members": 0}, "got members=0, wanted more than 0"),
        ({"warmup": 1.0}, "got warmup=1.0, wanted at least 0 and less than 1"),
    ],
)
def test_what_cannot_be_is_told(settings: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        apply_settings(REGISTRY["convnet"].recipe, {"epochs": 3, **settings})


def test_epochs_may_be_a_fraction_and_views_a_text() -> None:
    recipe = apply_settings(REGISTRY["convnet-fast"].recipe, {"epochs": "0.4", "views": "5"})
    assert isinstance(recipe, ConvnetRecipe)
    assert (recipe.epochs, recipe.views) == (0.4, 5)
