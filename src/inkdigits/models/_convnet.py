"""The native convolutional nets: `convnet-fast`, `convnet`, `convnet-best`, `convnet-ensemble`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inkdigits.errors import InputError
from inkdigits.models._recipe import Net

if TYPE_CHECKING:
    import torch

_SIDE = 28  # pixels along the edge of a digit


@dataclass(frozen=True)
class ConvolutionLayers(Net):
    """Convolutions, each normalised over the batch and rectified, and one linear layer.

    Attributes:
        filters: of each convolution, from the first to the last.
        pools: numbers (from 1) of the convolutions that are followed by 2×2 max pooling.
        first_kernel: edge of the first kernel; the others are 3×3.
        first_stride: step of the first convolution.
        padding: "same" keeps a map's size, "valid" loses the border; the first always keeps it.
    """

    filters: tuple[int, ...] = (32, 64, 96, 96)
    pools: tuple[int, ...] = (2, 4)
    first_kernel: int = 5
    first_stride: int = 2
    padding: Literal["same", "valid"] = "same"

    def check(self) -> None:
        """See Net."""
        if self.first_kernel % 2 == 0 or self.first_kernel > _SIDE:
            raise InputError(
                f"got first_kernel={self.first_kernel}, wanted an odd number up to {_SIDE - 1}"
            )
        if max(self.pools) > len(self.filters):
            raise InputError(
                f"got pools={','.join(map(str, self.pools))} for {len(self.filters)} convolutions, "
                f"wanted numbers from 1 to {len(self.filters)}"
            )
        if min(self.sides()) < 1:
            raise InputError(
                f"got {len(self.filters)} convolutions that leave nothing of {_SIDE}×{_SIDE} "
                "pixels, wanted fewer of them, fewer pools, or padding=same"
            )

    def sides(self) -> list[int]:
        """Edge of the map that each convolution, and the pooling after it, leaves."""
        side, sides = _SIDE, []
        for number in range(1, len(self.filters) + 1):
            if number == 1:
                side = -(-side // self.first_stride)
            elif self.padding == "valid":
                side -= 2
            if number in self.pools:
                side //= 2
            sides.append(side)
        return sides


def build_convnet(net: ConvolutionLayers, outputs: int = 10) -> "torch.nn.Sequential":
    """An untrained net from (N, 1, 28, 28) float32 to (N, outputs) logits.

    Pooling stands before the normalisation, which then has a quarter of the pixels to go over. That
    changes nothing but the time: its scale is fixed and positive, so the two commute, and both
    fold into the convolution when training is done.
    """
    from torch import nn

    layers: list[Any] = []
    channels = 1
    for number, filters in enumerate(net.filters, 1):
        kernel, stride = (net.first_kernel, net.first_stride) if number == 1 else (3, 1)
        padding = 0 if number > 1 and net.padding == "valid" else kernel // 2
        layers.append(nn.Conv2d(channels, filters, kernel, stride, padding, bias=False))
        if number in net.pools:
            layers.append(nn.MaxPool2d(2))
        normalize = nn.BatchNorm2d(filters)
        normalize.weight.requires_grad_(False)
        layers += [normalize, nn.ReLU(inplace=True)]
        channels = filters
    layers += [nn.Flatten(), nn.Linear(channels * net.sides()[-1] ** 2, outputs)]
    return nn.Sequential(*layers)
