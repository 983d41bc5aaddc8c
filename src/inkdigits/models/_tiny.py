"""The smallest net: `convnet-tiny`, whose weights are four bits wide."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inkdigits.errors import InputError
from inkdigits.models._convnet import ConvolutionLayers
from inkdigits.models._recipe import ConvnetRecipe, Net

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class TinyLayers(Net):
    """Few convolutions, one of them applied again and again, and each map's weighted sum.

    Each answer is normalised over the batch and rectified. To apply a convolution twice costs a
    file only the second normalisation. In place of a wide dense layer, each map is brought to one
    number by weights of its own, and only these are mixed.

    Attributes:
        filters: of each convolution but the repeated one, which has as many as the last of these.
            The first is 5×5 with stride 2, the others are 3×3 without padding.
        pools: numbers (from 1) of the convolutions that are followed by 2×2 max pooling.
        repeats: how many times the 3×3 convolution after them is applied, with padding.
    """

    filters: tuple[int, ...] = (16, 24)
    pools: tuple[int, ...] = (2,)
    repeats: int = 2

    def check(self) -> None:
        """See Net."""
        self._unrepeated.check()

    def last_side(self) -> int:
        """Edge of the maps that the last convolution leaves."""
        return self._unrepeated.sides()[-1]

    @property
    def _unrepeated(self) -> ConvolutionLayers:
        return ConvolutionLayers(self.filters, self.pools, padding="valid")


@dataclass(frozen=True, kw_only=True)
class TinyRecipe(ConvnetRecipe):
    """How such a net is trained: as the other native ones, but alone, and on digits alone."""

    def check(self) -> None:
        """See Recipe."""
        super().check()
        for name in ("normalize", "non_digits"):
            if getattr(self, name):
                raise InputError(
                    f"got {name}={getattr(self, name)} for {self.model}, whose file has no room "
                    "for it; wanted another model, such as convnet"
                )
        if self.members > 1:
            raise InputError(
                f"got members={self.members} for {self.model}, wanted 1; an ensemble is made of "
                "larger nets, such as convnet"
            )


def build_tiny(net: TinyLayers, outputs: int = 10) -> "nn.Sequential":
    """An untrained net from (N, 1, 28, 28) float32 to (N, outputs) logits.

    The repeated convolution is one module that stands in several places. Pooling stands before the
    normalisation, as in `build_convnet`.
    """
    from torch import nn

    from inkdigits.models.four_bits import Conv4Bit, Linear4Bit

    layers: list[nn.Module] = []
    channels = 1
    for number, filters in enumerate(net.filters, 1):
        kernel, stride, padding = (5, 2, 2) if number == 1 else (3, 1, 0)
        layers.append(Conv4Bit(channels, filters, kernel, stride, padding, bias=False))
        if number in net.pools:
            layers.append(nn.MaxPool2d(2))
        layers += [_normalization(filters), nn.ReLU()]
        channels = filters
    repeated = Conv4Bit(channels, channels, 3, padding=1, bias=False)
    for _ in range(net.repeats):
        layers += [repeated, _normalization(channels), nn.ReLU()]
    layers.append(Conv4Bit(channels, channels, net.last_side(), groups=channels, bias=False))
    layers += [_normalization(channels), nn.Flatten(), Linear4Bit(channels, outputs)]
    return nn.Sequential(*layers)


def _normalization(channels: int) -> "nn.BatchNorm2d":
    """With a fixed scale: the next layer can do without one."""
    from torch import nn

    normalize = nn.BatchNorm2d(channels)
    normalize.weight.requires_grad_(False)
    return normalize
