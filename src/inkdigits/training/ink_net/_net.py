"""The net that finds the ink of digits on a page."""

from torch import Tensor, nn

VOTES = 13
"""What the net says of each cell: x and y of its digit's middle, its size, and ten digits."""


class InkNet(nn.Module):
    """Down to an eighth of the page, to see whole digits, and up again, to see their outlines.

    A small U-Net (Ronneberger, Fischer, Brox: "U-Net", MICCAI 2015) whose two ways are added, not
    laid side by side, and which says of each place where the middle of its digit is, as Neven et
    al. part instances ("Instance Segmentation by Jointly Optimizing Spatial Embeddings and
    Clustering Bandwidth", CVPR 2019), though by plain offsets.

    Args:
        narrow: channels at half of the page's size; twice as many at a quarter of it.
        wide: channels at an eighth.
    """

    def __init__(self, narrow: int = 16, wide: int = 80) -> None:
        super().__init__()
        middle = 2 * narrow
        self.to_half = _convolution(1, narrow, kernel=5, stride=2)
        self.to_quarter = nn.Sequential(
            _convolution(narrow, middle, stride=2), _convolution(middle, middle)
        )
        # Wider and wider kernels: the neighbours tell what is a digit, and where it ends.
        self.to_eighth = nn.Sequential(
            _convolution(middle, wide, stride=2),
            _convolution(wide, wide),
            _convolution(wide, wide, dilation=2),
            _convolution(wide, wide, dilation=4),
            _convolution(wide, wide),
        )
        self.from_eighth = nn.Conv2d(wide, middle, 1)
        self.upper_quarter = _convolution(middle, middle)
        self.votes = nn.Conv2d(middle, VOTES, 1)
        self.from_quarter = nn.Conv2d(middle, narrow, 1)
        self.upper_half = _convolution(narrow, narrow)
        self.ink = nn.Conv2d(narrow, 4, 3, padding=1)

    def forward(self, contrast: Tensor) -> tuple[Tensor, Tensor]:
        """(N, 1, H, W) contrast to (N, 1, H, W) logits of ink and (N, 13, H/4, W/4) votes."""
        half = self.to_half(contrast)
        quarter = self.to_quarter(half)
        eighth = self.to_eighth(quarter)
        quarter = self.upper_quarter(quarter + _twice(self.from_eighth(eighth)))
        half = self.upper_half(half + _twice(self.from_quarter(quarter)))
        return nn.functional.pixel_shuffle(self.ink(half), 2), self.votes(quarter)


def _convolution(
    channels: int, filters: int, kernel: int = 3, stride: int = 1, dilation: int = 1
) -> nn.Sequential:
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(channels, filters, kernel, stride, padding, dilation, bias=False),
        nn.BatchNorm2d(filters),
        nn.ReLU(inplace=True),
    )


def _twice(maps: Tensor) -> Tensor:
    """Twice as large."""
    return nn.functional.interpolate(maps, scale_factor=2, mode="nearest")
