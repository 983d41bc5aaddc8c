from typing import Any

import numpy as np
import torch
from scipy.special import softmax
from torch import Tensor, nn

from inkdigits.arrays import FloatArray, Images, Probabilities
from inkdigits.models import ClassicEntry
from inkdigits.training._onnx import recognizer_document
from inkdigits.training.classic_engine._pixels import Pixels
from inkdigits.training.classic_engine._trees import LEAST, trees_document

_OUTPUTS = ("logits", "probabilities")


class ClassicNet:
    """A fitted method and what stands around it in the file; a TrainedNet.

    Args:
        entry: the zoo's, which knows how the method becomes a file.
        pixels: what happens to digits first.
        method: the fitted estimator.
        temperature: its scores are divided by it.
    """

    def __init__(
        self, entry: ClassicEntry, pixels: Pixels, method: Any, temperature: float = 1.0
    ) -> None:
        self._entry = entry
        self._pixels = pixels
        self._method = method
        self.temperature = temperature

    @property
    def no_file(self) -> str:
        """Why the method cannot become a file; empty where it can."""
        return self._entry.no_file

    def document(self) -> Any:
        """See TrainedNet."""
        if self._entry.graph is None:
            return trees_document(self._pixels, self._method, self.temperature)
        scores = self._entry.graph(self._method)
        return recognizer_document(_Whole(self._pixels, scores, self.temperature), _OUTPUTS)

    def predict_logits(self, images: Images) -> FloatArray:
        """The method's scores, divided by the temperature: (N, 28, 28) uint8 to (N, 10) float32."""
        rows = self._pixels.rows(images)
        if hasattr(self._method, "decision_function"):
            scores = self._method.decision_function(rows)
        else:
            scores = np.log(np.maximum(self._method.predict_proba(rows), LEAST))
        return np.asarray(scores / self.temperature, np.float32)

    def predict_proba(self, images: Images) -> Probabilities:
        """See TrainedNet."""
        return np.asarray(softmax(self.predict_logits(images), axis=1), np.float32)


class _Whole(nn.Module):
    """Pixels, scores and softmax as one module."""

    def __init__(self, pixels: Pixels, scores: nn.Module, temperature: float) -> None:
        super().__init__()
        self._pixels = pixels
        self._scores = scores
        self._temperature = temperature

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """(N, 28, 28) uint8 to (N, 10) float32 logits and probabilities."""
        logits = self._scores(self._pixels(images)) / self._temperature
        return logits, torch.softmax(logits, dim=1)
