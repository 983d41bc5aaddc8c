from typing import Any, Protocol

from inkdigits.arrays import Images, Probabilities


class TrainedNet(Protocol):
    """What an engine hands over when it has trained a net, ready to become a file."""

    def document(self) -> Any:
        """The whole way from (N, 28, 28) uint8 `images` to `logits` and `probabilities`.

        An `onnx.ModelProto`, without a card yet.
        """

    @property
    def temperature(self) -> float:
        """What the file divides the net's logits by; 1 where it leaves them as they are."""

    def predict_proba(self, images: Images) -> Probabilities:
        """What the net itself says of raw digits: (N, 28, 28) uint8 to (N, 10) float32."""
