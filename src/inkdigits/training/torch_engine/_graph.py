import copy
import math

import torch
from torch import Tensor, nn

from inkdigits.training.torch_engine._pixels import to_inputs

# The padded picture's own place, then one pixel from it straight, then diagonally.
_OFFSETS = ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2), (0, 0), (0, 2), (2, 0), (2, 2))


class ConvnetGraph(nn.Module):
    """From raw pixels to what the file puts out: nets, views and temperature in one module.

    Args:
        nets: one, or several to average; each from (N, 1, 28, 28) to (N, 10 or 11) logits.
        normalize: see ConvnetRecipe.
        views: see ConvnetRecipe.
        temperature: the logits are divided by it.
    """

    def __init__(
        self, nets: list[nn.Sequential], normalize: bool, views: int, temperature: float = 1.0
    ) -> None:
        super().__init__()
        self.nets = nn.ModuleList(nets)
        self.temperature = temperature
        self._normalize = normalize
        self._views = views
        # What a pixel without ink is to the net; found here, since no graph can hold float().
        self._nothing = float(to_inputs(torch.zeros((1, 1, 1), dtype=torch.uint8), normalize=False))

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """(N, 28, 28) uint8 to logits and probabilities, (N, 10), and the non-digit score, (N,).

        The score is there only where the nets have an eleventh output for it.
        """
        inputs = to_inputs(images, self._normalize)
        logits = self._averaged(inputs)
        digits = logits[:, :10] / self.temperature
        answer = digits, torch.softmax(digits, dim=1)
        if logits.shape[1] == 10:
            return answer
        return *answer, torch.softmax(logits, dim=1)[:, 10]

    def _averaged(self, inputs: Tensor) -> Tensor:
        views = [inputs]
        if self._views > 1:
            padded = nn.functional.pad(inputs, (1, 1, 1, 1), value=self._nothing)
            views = [padded[:, :, y : y + 28, x : x + 28] for y, x in _OFFSETS[: self._views]]
        answers = [net(view) for net in self.nets for view in views]
        if len(answers) == 1:
            only: Tensor = answers[0]
            return only
        logs = torch.stack([torch.log_softmax(answer, dim=1) for answer in answers])
        mean: Tensor = torch.logsumexp(logs, dim=0) - math.log(len(answers))
        return mean


def fold_normalization(net: nn.Sequential) -> nn.Sequential:
    """A copy of a trained net whose convolutions have the batch normalisation in them.

    That holds across the pooling between the two, because the scale is positive.
    """
    folded: list[nn.Module] = []
    for layer in copy.deepcopy(net).eval():
        if not isinstance(layer, nn.BatchNorm2d):
            folded.append(layer)
            continue
        convolution = next(past for past in reversed(folded) if isinstance(past, nn.Conv2d))
        mean, variance = layer.running_mean, layer.running_var
        assert mean is not None
        assert variance is not None
        scale = layer.weight / torch.sqrt(variance + layer.eps)
        assert bool((scale > 0).all())
        convolution.weight = nn.Parameter(convolution.weight * scale[:, None, None, None])
        convolution.bias = nn.Parameter(layer.bias - mean * scale)
    return nn.Sequential(*folded)
