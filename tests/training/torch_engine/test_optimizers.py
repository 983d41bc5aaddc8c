from dataclasses import replace

import pytest
import torch

from inkdigits.models import ConvnetRecipe, ConvolutionLayers, build_convnet
from inkdigits.training.torch_engine._muon import Muon
from inkdigits.training.torch_engine._optimizers import make_optimizers

LAYERS = ConvolutionLayers((4, 8), pools=(1,))
RECIPE = ConvnetRecipe("convnet", LAYERS, epochs=1, kernel_rate=0.2, learning_rate=0.03)
KINDS = {"muon": Muon, "adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_weight_that_is_trained_is_trained_once(
    name: str, kind: type[torch.optim.Optimizer]
) -> None:
    net = build_convnet(LAYERS)
    recipe = replace(RECIPE, optimizer=name)  # type: ignore[arg-type]
    (kernels, kernel_rate), (others, other_rate) = make_optimizers(net, recipe)
    assert type(kernels) is kind
    assert type(others) is torch.optim.AdamW
    assert (kernel_rate, other_rate) == (0.2, 0.03)
    held = [id(p) for o in (kernels, others) for g in o.param_groups for p in g["params"]]
    assert len(held) == len(set(held))
    assert set(held) == {id(p) for p in net.parameters() if p.requires_grad}
    assert all(p.ndim == 4 for g in kernels.param_groups for p in g["params"])
