"""The exported graph: preprocessing, net and softmax as one torch module."""

from typing import Any

import torch
from torch import Tensor

from inkdigits.preprocess import Preprocessing


class RecognizerGraph(torch.nn.Module):
    """From raw pixels to logits and probabilities.

    Args:
        preprocessing: fitted on the training digits; becomes part of the graph.
        net: from (N, 28, 28, 1) float32 to (N, 10) logits.
    """

    def __init__(self, preprocessing: Preprocessing, net: Any) -> None:
        super().__init__()
        self.net = net
        self._deskewed = preprocessing.deskewed
        self._mean = preprocessing.mean
        self._deviation = preprocessing.deviation
        self._whitening: tuple[Tensor, Tensor] | None = None
        if preprocessing.whitening_mean is not None and preprocessing.whitening_matrix is not None:
            self._whitening = (
                torch.from_numpy(preprocessing.whitening_mean),
                torch.from_numpy(preprocessing.whitening_matrix),
            )

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """(N, 28, 28) uint8 to (N, 10) float32 logits and probabilities."""
        pixels = images.to(torch.float32)
        if self._deskewed:
            pixels = deskew(pixels)
        pixels = pixels / 255
        if (self._mean, self._deviation) != (0.0, 1.0):
            pixels = (pixels - self._mean) / self._deviation
        if self._whitening is not None:
            mean, matrix = self._whitening
            pixels = (pixels.reshape(-1, 784) - mean) @ matrix
        logits = self.net(pixels.reshape(-1, 28, 28, 1), training=False)
        return logits, torch.softmax(logits, dim=1)


def deskew(pixels: Tensor) -> Tensor:
    """`inkdigits.preprocess.deskew` in torch, which can be exported: (N, 28, 28) float32."""
    height, width = 28, 28
    ys = torch.arange(height, dtype=torch.float32)[None, :, None]
    xs = torch.arange(width, dtype=torch.float32)[None, None, :]

    def moment(weights: Tensor) -> Tensor:
        return (pixels * weights).sum(dim=(1, 2), keepdim=True) / mass

    mass = pixels.sum(dim=(1, 2), keepdim=True).clamp(min=1)
    dx, dy = xs - moment(xs), ys - moment(ys)
    shear = moment(dx * dy) / moment(dy * dy).clamp(min=1)
    source_x = xs + shear * dy
    left = torch.floor(source_x)
    share = source_x - left
    padded = torch.nn.functional.pad(pixels, (1, 1))
    column = (left + 1).clamp(0, width).to(torch.int64)
    a = torch.gather(padded, 2, column)
    b = torch.gather(padded, 2, (column + 1).clamp(max=width + 1))
    inside = (left >= -1) & (left <= width - 1)
    return torch.where(inside, a * (1 - share) + b * share, torch.zeros(()))
