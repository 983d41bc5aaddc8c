from typing import Protocol

import torch

from inkdigits.arrays import Images, Probabilities


class TrainedNet(Protocol):
    """What an engine hands over when it has trained a net, ready to become a file."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what the graph puts out; "logits" and "probabilities" are among them."""

    @property
    def temperature(self) -> float:
        """What the graph divides the net's logits by; 1 where it leaves them as they are."""

    def graph(self) -> torch.nn.Module:
        """The whole way from (N, 28, 28) uint8 raw pixels to `outputs`, for the export."""

    def predict_proba(self, images: Images) -> Probabilities:
        """What the net itself says of raw digits: (N, 28, 28) uint8 to (N, 10) float32."""
