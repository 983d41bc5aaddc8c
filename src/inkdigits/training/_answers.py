from typing import Protocol

from inkdigits.arrays import FloatArray, Images, Labels, Probabilities
from inkdigits.recognizer import ModelCard


class Answers(Protocol):
    """What answers for a finished run: its portable file, or a method that can have none."""

    card: ModelCard

    def predict_proba(self, images: Images) -> Probabilities:
        """How probable each digit is: (N, 28, 28) uint8 to (N, 10) float32, rows sum to 1."""

    def predict_logits(self, images: Images) -> FloatArray:
        """What stands before the softmax: (N, 28, 28) uint8 to (N, 10) float32."""

    def predict(self, images: Images) -> Labels:
        """The most probable digit of each image: (N, 28, 28) uint8 to (N,) uint8."""
