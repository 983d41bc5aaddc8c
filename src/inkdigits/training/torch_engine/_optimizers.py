import torch
from torch import nn

from inkdigits.models import ConvnetRecipe
from inkdigits.training.torch_engine._muon import Muon

BETAS = (0.9, 0.99)  # AdamW's own 0.999 would look back on more steps than a short run has


def make_optimizers(
    net: nn.Module, recipe: ConvnetRecipe
) -> list[tuple[torch.optim.Optimizer, float]]:
    """What trains a net, each with its peak rate: the convolutions first, then all the rest."""
    trained = [weights for weights in net.parameters() if weights.requires_grad]
    kernels = [weights for weights in trained if weights.ndim == 4]
    others = [weights for weights in trained if weights.ndim != 4]
    rate, decay = recipe.kernel_rate, recipe.weight_decay
    of_kernels: torch.optim.Optimizer
    match recipe.optimizer:
        case "muon":
            of_kernels = Muon(kernels, rate)
        case "adamw":
            of_kernels = torch.optim.AdamW(
                kernels, rate, betas=BETAS, weight_decay=decay, fused=True
            )
        case "sgd":
            of_kernels = torch.optim.SGD(kernels, rate, momentum=0.9, nesterov=True, fused=True)
    of_others = torch.optim.AdamW(
        others, recipe.learning_rate, betas=BETAS, weight_decay=decay, fused=True
    )
    return [(of_kernels, rate), (of_others, recipe.learning_rate)]
