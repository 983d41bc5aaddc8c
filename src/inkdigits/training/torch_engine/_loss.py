from collections.abc import Callable

import torch
from torch import Tensor, nn

from inkdigits.models import ConvnetRecipe


def make_loss(recipe: ConvnetRecipe) -> Callable[[Tensor, Tensor], Tensor]:
    """The recipe's loss, from (N, C) float32 logits and (N,) int64 labels to its mean."""
    if recipe.loss == "cross_entropy":
        return nn.CrossEntropyLoss(label_smoothing=recipe.label_smoothing)
    smoothing = recipe.label_smoothing

    def squared_error(logits: Tensor, labels: Tensor) -> Tensor:
        outputs = logits.shape[1]
        wanted = torch.full_like(logits, smoothing / outputs)
        wanted.scatter_(1, labels[:, None], 1 - smoothing + smoothing / outputs)
        return ((logits - wanted) ** 2).sum(dim=1).mean()

    return squared_error
