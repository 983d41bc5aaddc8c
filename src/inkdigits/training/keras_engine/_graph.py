"""The exported graph: preprocessing, net and softmax as one torch module."""

from typing import Any

import torch
from torch import Tensor

from inkdigits.models.torch_layers import deskew
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
