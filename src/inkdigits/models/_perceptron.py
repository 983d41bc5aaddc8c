"""Dense native nets: `dense`, `dense-800`, `dense-deep` and `dense-committee`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inkdigits.errors import InputError
from inkdigits.models._recipe import Net

if TYPE_CHECKING:
    import torch

NativeActivation = Literal["tanh", "relu"]


@dataclass(frozen=True)
class SeenNet(Net):
    """A net that may bring the digit to a common stance before it looks.

    Attributes:
        deskew: upright digits by a shear, from the image moments.
        width: pixels to which the ink is stretched or squeezed sideways; 0 leaves it.
    """

    deskew: bool = False
    width: int = 0

    def check(self) -> None:
        """See Net."""
        if self.width > 28:
            raise InputError(f"got width={self.width}, wanted at most 28, the picture's own")


@dataclass(frozen=True)
class Perceptron(SeenNet):
    """Dense layers of `hidden` units each, in order, and ten outputs.

    Attributes:
        hidden: units of each hidden layer.
        activation: of each.
    """

    hidden: tuple[int, ...] = (300,)
    activation: NativeActivation = "tanh"


def build_perceptron(net: Perceptron, outputs: int = 10) -> "torch.nn.Sequential":
    """An untrained net from (N, 1, 28, 28) float32 to (N, outputs) logits."""
    from torch import nn

    sizes = (784, *net.hidden)
    layers = [*prepare_layers(net), nn.Flatten()]
    for before, units in zip(sizes, net.hidden, strict=False):
        layers += [nn.Linear(before, units), activation_layer(net.activation)]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], outputs))


def prepare_layers(net: SeenNet) -> list[Any]:
    """What stands before a net's first layer."""
    from inkdigits.models.torch_layers import Deskew, NormalizeWidth

    layers: list[Any] = [Deskew()] if net.deskew else []
    return [*layers, NormalizeWidth(net.width)] if net.width else layers


def activation_layer(activation: NativeActivation) -> Any:
    """The layer of that name."""
    from torch import nn

    return nn.Tanh() if activation == "tanh" else nn.ReLU()
