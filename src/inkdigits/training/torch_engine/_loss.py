import torch
from torch import Tensor, nn

from inkdigits.models import ConvnetRecipe


class SquaredError(nn.Module):
    """Squared error of the outputs, summed over them: from 1 for the label, from 0 otherwise.

    Args:
        label_smoothing: share of that 1 that is spread over all outputs.
    """

    def __init__(self, label_smoothing: float) -> None:
        super().__init__()
        self._smoothing = label_smoothing

    def forward(self, outputs: Tensor, labels: Tensor) -> Tensor:
        """(N, C) float32 and (N,) int64 to the mean over N."""
        spread = self._smoothing / outputs.shape[1]
        wanted = torch.full_like(outputs, spread)
        wanted.scatter_(1, labels[:, None], 1 - self._smoothing + spread)
        return ((outputs - wanted) ** 2).sum(dim=1).mean()


def make_loss(recipe: ConvnetRecipe) -> nn.Module:
    """The recipe's loss, from (N, C) float32 logits and (N,) int64 labels to its mean."""
    if recipe.loss == "squared_error":
        return SquaredError(recipe.label_smoothing)
    return nn.CrossEntropyLoss(label_smoothing=recipe.label_smoothing)
