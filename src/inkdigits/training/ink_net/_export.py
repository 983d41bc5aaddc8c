"""From the trained ink net to its ONNX file, checked before anyone can see it."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from inkdigits.training._onnx import to_onnx, write_onnx
from inkdigits.training.ink_net._net import InkNet

_STEP = 8  # a page's sides are multiples of this many pixels


class _Graph(nn.Module):
    """The net with probabilities of ink."""

    def __init__(self, net: InkNet) -> None:
        super().__init__()
        self._net = net

    def forward(self, contrast: Tensor) -> tuple[Tensor, Tensor]:
        ink, votes = self._net(contrast)
        return torch.sigmoid(ink), votes


def export_ink_net(net: InkNet, card: dict[str, Any], target: Path) -> None:
    """Write the file that reading takes.

    Args:
        net: trained.
        card: what the file shall say of itself: a JSON object.
        target: the `.onnx` file.

    Raises:
        WorkError: the file answers otherwise than the net; nothing is written then.
    """
    graph = _Graph(net).eval()
    sides = {axis: _STEP * torch.export.Dim(name) for axis, name in ((2, "rows"), (3, "columns"))}
    example = torch.zeros((1, 1, 8 * _STEP, 12 * _STEP))
    document = to_onnx(graph, example, "contrast", ("ink", "votes"), sides)
    check = torch.randn((1, 1, 5 * _STEP, 9 * _STEP), generator=torch.Generator().manual_seed(0))
    write_onnx(graph, document, check, card, target)
