from typing import Any

import pytest
import torch
from torch import nn

from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, TinyLayers, apply_settings, build, build_tiny

pytestmark = pytest.mark.train


def test_the_repeated_convolution_is_one_and_the_same() -> None:
    once, thrice = (build_tiny(TinyLayers((4, 6), repeats=repeats)) for repeats in (1, 3))
    places = [module for module in thrice if isinstance(module, nn.Conv2d) and module.padding[0]]
    assert places[1:] == [places[1]] * 3
    added = sum(p.numel() for p in thrice.parameters() if p.requires_grad)
    added -= sum(p.numel() for p in once.parameters() if p.requires_grad)
    assert added == 2 * 6, "the biases of two more normalisations"


@pytest.mark.parametrize(
    ("layers", "side"),
    [
        (TinyLayers((4, 6)), 6),
        (TinyLayers((4, 6, 8), pools=(2, 3)), 2),
        (TinyLayers((4,), (1,)), 7),
    ],
)
def test_the_map_that_is_summed_has_the_declared_side(layers: TinyLayers, side: int) -> None:
    assert layers.last_side() == side
    assert build_tiny(layers)(torch.zeros((2, 1, 28, 28))).shape == (2, 10)


def test_a_net_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="leave nothing of 28×28 pixels"):
        build("convnet-tiny", filters=(4, 4, 4, 4, 4), pools=(1, 2))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"normalize": True}, "got normalize=True for convnet-tiny, whose file has no room for it"),
        ({"non_digits": 0.2}, "got non_digits=0.2 for convnet-tiny, whose file has no room for it"),
        ({"members": 2}, "got members=2 for convnet-tiny, wanted 1"),
    ],
)
def test_what_the_file_cannot_hold_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        apply_settings(REGISTRY["convnet-tiny"].recipe, settings)
