"""Layers of the native nets that PyTorch lacks; imported only where a net is built."""

import torch
from torch import Tensor, nn

BLANK = -0.25
"""What a pixel without ink is to a native net, and `BLANK` + 2 what full ink is."""

# The maps of the first stage that each map of LeNet-5's second stage sees: LeCun, Bottou, Bengio
# and Haffner 1998 (Proc. IEEE 86(11)), table I.
LENET_5_TABLE = (
    (0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5), (0, 1, 2, 3), (1, 2, 3, 4),
    (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5), (0, 1, 3, 4), (1, 2, 4, 5),
    (0, 2, 3, 5), (0, 1, 2, 3, 4, 5),
)  # fmt: skip


class Subsample(nn.Module):
    """The mean of each window of a map, times a trained factor, plus a trained bias.

    Args:
        maps: how many; each has its own factor and bias.
        size: edge of the window, and its step.
    """

    def __init__(self, maps: int, size: int) -> None:
        super().__init__()
        self.size = size
        self.factor = nn.Parameter(torch.ones(maps, 1, 1))
        self.bias = nn.Parameter(torch.zeros(maps, 1, 1))

    def forward(self, maps: Tensor) -> Tensor:
        """(N, maps, H, W) to (N, maps, H // size, W // size)."""
        return nn.functional.avg_pool2d(maps, self.size) * self.factor + self.bias


class PartialConv2d(nn.Conv2d):
    """A convolution whose maps see only some of the maps before; all other weights count as 0.

    Args:
        table: of each map, the numbers of those that it sees.
        channels: how many there are to see.
        kernel: edge of the kernel.
    """

    there: Tensor

    def __init__(self, table: tuple[tuple[int, ...], ...], channels: int, kernel: int) -> None:
        super().__init__(channels, len(table), kernel)
        there = torch.zeros(len(table), channels, 1, 1)
        for number, seen in enumerate(table):
            there[number, list(seen)] = 1
        self.register_buffer("there", there, persistent=False)

    def forward(self, maps: Tensor) -> Tensor:
        """See nn.Conv2d."""
        return nn.functional.conv2d(maps, self.weight * self.there, self.bias)


class Shrink(nn.Module):
    """Draw the digit smaller, in the middle of the same field, each pixel the mean of its area.

    Args:
        share: of the size that is left, above 0 and at most 1.
        side: edge of the field in pixels.
    """

    matrix: Tensor

    def __init__(self, share: float, side: int = 28) -> None:
        super().__init__()
        # Pixel i is the mean of the picture from `edges[i]` to `edges[i + 1]`.
        edges = (torch.arange(side + 1, dtype=torch.float64) - side / 2) / share + side / 2
        places = torch.arange(side, dtype=torch.float64)
        ends = torch.minimum(edges[1:, None], places + 1)
        overlap = (ends - torch.maximum(edges[:-1, None], places)).clamp(min=0)
        self.register_buffer("matrix", (overlap * share).float(), persistent=False)

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 1, side, side) to the same."""
        ink = pixels.float() - BLANK
        return self.matrix @ ink @ self.matrix.T + BLANK


class Deskew(nn.Module):
    """`inkdigits.preprocess.deskew` as a layer."""

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 1, 28, 28) to the same."""
        ink = (pixels[:, 0].float() - BLANK) * (255 / 2)
        return (deskew(ink) * (2 / 255) + BLANK).unsqueeze(1)


class NormalizeWidth(nn.Module):
    """Stretch or squeeze the digit sideways until its ink is so many pixels wide, in the middle.

    After Cireşan, Meier, Gambardella and Schmidhuber 2011 (ICDAR), whose committees' members see
    digits of different widths. Linear interpolation; a field without ink stays as it is.

    Args:
        width: pixels from the first column with ink to the last.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 1, 28, 28) to the same."""
        ink = pixels[:, 0].float() - BLANK
        places = torch.arange(28, dtype=torch.float32, device=ink.device)
        inked = ink.amax(dim=1) > 1  # brighter than half of full ink
        first = torch.where(inked, places, torch.full_like(places, 27)).amin(dim=1, keepdim=True)
        last = torch.where(inked, places, torch.zeros_like(places)).amax(dim=1, keepdim=True)
        wide = (last - first + 1).clamp(min=4)  # a stem must not become a blot
        sources = (first + last) / 2 + (places - 13.5) * (wide / self.width)
        sources = torch.where(inked.any(dim=1, keepdim=True), sources, places)
        mixture = (1 - (sources[:, None, :] - places[:, None]).abs()).clamp(min=0)
        return (ink @ mixture + BLANK).unsqueeze(1)


def deskew(pixels: Tensor) -> Tensor:
    """`inkdigits.preprocess.deskew` in torch, which can be exported: (N, 28, 28) of any float."""
    height, width = 28, 28
    ys = torch.arange(height, dtype=pixels.dtype, device=pixels.device)[None, :, None]
    xs = torch.arange(width, dtype=pixels.dtype, device=pixels.device)[None, None, :]

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
    return torch.where(inside, a * (1 - share) + b * share, torch.zeros_like(a))
