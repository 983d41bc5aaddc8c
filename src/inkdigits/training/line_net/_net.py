"""The net that reads a row of digits without parting them first."""

from torch import Tensor, nn

from inkdigits.reading import STRIP_HEIGHT

CLASSES = 11
"""Ten digits, and the blank between them."""


class LineNet(nn.Module):
    """Convolutions down to one row of columns, each of which says one digit or nothing.

    Trained by connectionist temporal classification (Graves et al., "Connectionist Temporal
    Classification", ICML 2006), which need not be told where a digit is, as Shi, Bai and Yao read
    words ("An End-to-End Trainable Neural Network for Image-Based Sequence Recognition", TPAMI
    2017), but with convolutions along the row in place of a recurrent net: what a digit says
    depends on its neighbours alone.

    Args:
        width: channels of the first convolution; later ones have up to six times as many.
    """

    def __init__(self, width: int = 24) -> None:
        super().__init__()
        high = STRIP_HEIGHT // 8
        self.look = nn.Sequential(
            _convolution(2, width, 3, stride=(2, 2)),
            _convolution(width, 2 * width, 3, stride=(2, 1)),
            _convolution(2 * width, 3 * width, 3),
            _convolution(3 * width, 4 * width, 3, stride=(2, 1)),
            _convolution(4 * width, 4 * width, 3),
            nn.Conv2d(4 * width, 6 * width, (high, 1), bias=False),
            nn.BatchNorm2d(6 * width),
            nn.ReLU(inplace=True),
        )
        self.along = nn.Sequential(_along(6 * width, 1), _along(6 * width, 2), _along(6 * width, 4))
        self.say = nn.Conv2d(6 * width, CLASSES, 1)

    def forward(self, strips: Tensor) -> Tensor:
        """(N, 2, 40, W) strips to (N, 11, W/2) logits; W is even."""
        seen = self.look(strips)
        for step in self.along:
            seen = seen + step(seen)
        logits: Tensor = self.say(seen)[:, :, 0]
        return logits


def _convolution(
    channels: int, filters: int, kernel: int, stride: tuple[int, int] = (1, 1)
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels, filters, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(filters),
        nn.ReLU(inplace=True),
    )


def _along(channels: int, dilation: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(
            channels, channels, (1, 5), padding=(0, 2 * dilation), dilation=(1, dilation),
            bias=False,
        ),
        nn.BatchNorm2d(channels),
        nn.ReLU(inplace=True),
    )  # fmt: skip
