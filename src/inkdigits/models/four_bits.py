"""Layers whose weights are whole numbers of four bits from the first step on.

What counts in the forward pass is what four bits can hold; the gradient passes the rounding as if
there were none (the straight-through estimator: Bengio and others 2013, "Estimating or Propagating
Gradients Through Stochastic Neurons", arXiv 1308.3432) and reaches weights in float32 behind it, as
in Jacob and others 2018, "Quantization and Training of Neural Networks for Efficient
Integer-Arithmetic-Only Inference" (CVPR).

The steps are not learned: each filter's is the share of its weights' root mean square that
distorts normally distributed numbers least (Max 1960, "Quantizing for Minimum Distortion", IRE
Transactions on Information Theory 6). So a filter that grows keeps its codes, as the normalisation
after it wants it.
"""

import torch
from torch import Tensor, nn

LEAST, MOST = -8, 7
"""What four bits hold."""

_STEP = 0.335  # Max' for 16 levels, of a deviation of 1


class Conv4Bit(nn.Conv2d):
    """A convolution with weights of four bits, and a step for each filter."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 (torch names it so)
        """See nn.Conv2d."""
        answer: Tensor = self._conv_forward(input, round_to_four_bits(self.weight), self.bias)
        return answer


class Linear4Bit(nn.Linear):
    """A dense layer with weights of four bits, and a step for each output."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 (torch names it so)
        """See nn.Linear."""
        return nn.functional.linear(input, round_to_four_bits(self.weight), self.bias)


def round_to_four_bits(weight: Tensor) -> Tensor:
    """The nearest weights that four bits can hold; the gradient goes where they are not clipped.

    Args:
        weight: (outputs, ...) float32.

    Returns:
        Of the same shape: code times step.
    """
    codes, step = encode(weight.detach())
    kept = weight.clamp((LEAST - 0.5) * step, (MOST + 0.5) * step)
    return kept + (codes * step - kept).detach()


def encode(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Weights as whole numbers.

    Args:
        weight: (outputs, ...) float32.

    Returns:
        Codes of the same shape, whole numbers from -8 to 7, and what a code of 1 stands for,
        (outputs, 1, ...); both float32.
    """
    mean_square = weight.square().flatten(1).mean(dim=1).view(-1, *[1] * (weight.ndim - 1))
    # A filter without weights has to stay one.
    step = _STEP * mean_square.sqrt().clamp(min=1e-8)
    return torch.round(weight / step).clamp(LEAST, MOST), step
