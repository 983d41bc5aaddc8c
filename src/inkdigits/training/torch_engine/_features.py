"""A trained net's last hidden layer, for what may be put in the place of its outputs."""

import numpy as np
import torch
from torch import nn

from inkdigits.arrays import FloatArray, Images
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe, find_entry, member_recipes
from inkdigits.training._run import Run
from inkdigits.training.torch_engine._pixels import to_inputs

_BATCH = 500


def load_nets(run: Run) -> list[nn.Sequential]:
    """The nets of a finished run: one, or the members of an ensemble, in evaluation mode.

    Raises:
        InputError: the run is not finished, or its net is none of PyTorch's own.
    """
    if not isinstance(run.recipe, ConvnetRecipe):
        raise InputError(
            f"{run.path}: got a run of {run.recipe.model}, which is no native net; wanted one that "
            "is, such as 'inkdigits train lenet-5' leaves"
        )
    path = run.path / "model.pt"
    if not path.is_file():
        raise InputError(f"{path}: no such file; an unfinished run: resume it first")
    build = find_entry(run.recipe.model).build
    nets = [build(member.net, member.outputs) for member in member_recipes(run.recipe)]
    for net, weights in zip(nets, torch.load(path, weights_only=True), strict=True):
        net.load_state_dict(weights)
        net.eval()
    return nets


def hidden_features(net: nn.Sequential, images: Images, normalize: bool = False) -> FloatArray:
    """What the last layer of a net is given: its last hidden layer's activations.

    Args:
        net: as `load_nets` gives it; `net[:-1]` is the module that answers here.
        images: (N, 28, 28) uint8, ink bright on dark.
        normalize: the recipe's.

    Returns:
        (N, units) float32.
    """
    hidden = net[:-1]
    with torch.inference_mode():
        parts = [
            hidden(to_inputs(torch.tensor(images[start : start + _BATCH]), normalize))
            for start in range(0, len(images), _BATCH)
        ]
    return np.asarray(torch.cat(parts).numpy(), np.float32)
