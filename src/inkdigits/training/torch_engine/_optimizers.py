import torch
from torch import nn

from inkdigits.models import ConvnetRecipe
from inkdigits.training.torch_engine._muon import Muon

BETAS = (0.9, 0.99)  # AdamW's own 0.999 would look back on more steps than a short run has


def make_optimizers(
    net: nn.Module, recipe: ConvnetRecipe
) -> list[tuple[torch.optim.Optimizer, float]]:
    """What trains a net, each with its peak rate: its convolutions, if any, then all the rest."""
    trained = [weights for weights in net.parameters() if weights.requires_grad]
    kernels = [weights for weights in trained if weights.ndim == 4]
    others = [weights for weights in trained if weights.ndim != 4]
    of_others = torch.optim.AdamW(
        others, recipe.learning_rate, betas=BETAS, weight_decay=recipe.weight_decay, fused=True
    )
    pairs: list[tuple[torch.optim.Optimizer, float]] = [(of_others, recipe.learning_rate)]
    # A dense net has none, nor has one whose convolutions stay as they were drawn.
    return [(_of_kernels(kernels, recipe), recipe.kernel_rate), *pairs] if kernels else pairs


def _of_kernels(kernels: list[nn.Parameter], recipe: ConvnetRecipe) -> torch.optim.Optimizer:
    rate, decay = recipe.kernel_rate, recipe.weight_decay
    match recipe.optimizer:
        case "muon":
            return Muon(kernels, rate)
        case "adamw":
            return torch.optim.AdamW(kernels, rate, betas=BETAS, weight_decay=decay, fused=True)
        case "sgd":
            return torch.optim.SGD(kernels, rate, momentum=0.9, nesterov=True, fused=True)
