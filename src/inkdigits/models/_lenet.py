"""The convolutional nets of LeCun's table: convolutions, each pooled, and dense layers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inkdigits.errors import InputError
from inkdigits.models._perceptron import (
    NativeActivation,
    SeenNet,
    activation_layer,
    prepare_layers,
)

if TYPE_CHECKING:
    import torch

_SIDE = 28  # pixels along the edge of a digit
_BOX = 20  # the longer side of an MNIST digit's ink


@dataclass(frozen=True)
class PooledConvolutions(SeenNet):
    """Convolutions, each followed by an activation and pooling; then the outputs.

    Attributes:
        filters: of each convolution.
        kernels: edge of each convolution's kernel.
        pools: edge of each pooling window, and its step.
        pooling: "subsample" takes the mean, times a trained factor, plus a trained bias, and one
            more activation; "max" the largest, before the activation; "stride" takes none, and the
            convolution steps so far instead.
        field: edge of the picture that the first convolution sees, blank around the 28 pixels.
        box: edge of a digit's box, which MNIST has at 20 pixels; less shrinks the digits.
        activation: of each.
    """

    filters: tuple[int, ...] = (4, 12)
    kernels: tuple[int, ...] = (5, 5)
    pools: tuple[int, ...] = (2, 2)
    pooling: Literal["subsample", "max", "stride"] = "subsample"
    field: int = _SIDE
    box: int = _BOX
    activation: NativeActivation = "tanh"

    def check(self) -> None:
        """See Net."""
        super().check()
        if not len(self.filters) == len(self.kernels) == len(self.pools):
            raise InputError(
                f"got {len(self.filters)} filters, {len(self.kernels)} kernels and "
                f"{len(self.pools)} pools, wanted as many of each"
            )
        if self.field < _SIDE or not 0 < self.box <= _BOX:
            raise InputError(
                f"got field={self.field} and box={self.box}, wanted at least {_SIDE}, and 1 to "
                f"{_BOX}"
            )
        if self.side() < 1:
            raise InputError(
                f"got convolutions and pools that leave nothing of {self.field}×{self.field} "
                "pixels, wanted fewer or smaller ones, or a larger field"
            )

    def side(self) -> int:
        """Edge of the maps that the last pooling leaves; 0 or less if it leaves none."""
        side = self.field
        for kernel, pool in zip(self.kernels, self.pools, strict=True):
            convolved = side - kernel + 1
            side = -(-convolved // pool) if self.pooling == "stride" else convolved // pool
        return side


@dataclass(frozen=True)
class ConvolutionsAndHidden(PooledConvolutions):
    """The same with dense hidden layers before the outputs.

    Attributes:
        hidden: units of each hidden layer.
        table: what a map of the second convolution sees: "full" all maps before it, "lenet-5" those
            of that net's table of connections, which is for filters=6,16.
        frozen: whether the convolutions stay as they were drawn at random.
    """

    hidden: tuple[int, ...] = (120,)
    table: Literal["full", "lenet-5"] = "full"
    frozen: bool = False

    def check(self) -> None:
        """See Net."""
        super().check()
        if self.table == "lenet-5" and self.filters != (6, 16):
            raise InputError(
                f"got table=lenet-5 with filters={','.join(map(str, self.filters))}, wanted "
                "filters=6,16, or table=full"
            )


def build_lenet(net: PooledConvolutions, outputs: int = 10) -> "torch.nn.Sequential":
    """An untrained net from (N, 1, 28, 28) float32 to (N, outputs) logits."""
    from torch import nn

    layers = _input_layers(net)
    channels = 1
    for number, filters in enumerate(net.filters):
        layers += _stage(net, number, channels)
        channels = filters
    units = channels * net.side() ** 2
    layers.append(nn.Flatten())
    for hidden in net.hidden if isinstance(net, ConvolutionsAndHidden) else ():
        layers += [nn.Linear(units, hidden), activation_layer(net.activation)]
        units = hidden
    return nn.Sequential(*layers, nn.Linear(units, outputs))


def _input_layers(net: PooledConvolutions) -> list[Any]:
    from torch import nn

    from inkdigits.models.torch_layers import BLANK, Shrink

    layers = prepare_layers(net)
    if net.box < _BOX:
        layers.append(Shrink(net.box / _BOX))
    if net.field > _SIDE:
        before = (net.field - _SIDE) // 2
        after = net.field - _SIDE - before
        layers.append(nn.ConstantPad2d((before, after, before, after), BLANK))
    return layers


def _stage(net: PooledConvolutions, number: int, channels: int) -> list[Any]:
    from torch import nn

    from inkdigits.models.torch_layers import LENET_5_TABLE, PartialConv2d, Subsample

    filters, kernel, pool = net.filters[number], net.kernels[number], net.pools[number]
    step = pool if net.pooling == "stride" else 1
    convolution: nn.Conv2d = nn.Conv2d(channels, filters, kernel, step)
    if isinstance(net, ConvolutionsAndHidden):
        if number == 1 and net.table == "lenet-5":
            convolution = PartialConv2d(LENET_5_TABLE, channels, kernel)
        convolution.requires_grad_(not net.frozen)
    activation = activation_layer(net.activation)
    match net.pooling:
        case "stride":
            return [convolution, activation]
        case "max":
            return [convolution, nn.MaxPool2d(pool), activation]
        case "subsample":
            smaller = Subsample(filters, pool)
            return [convolution, activation, smaller, activation_layer(net.activation)]
