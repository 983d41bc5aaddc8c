"""From the trained line net to its ONNX file, checked before anyone can see it."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from inkdigits.reading import STRIDE, STRIP_HEIGHT
from inkdigits.training._onnx import to_onnx, write_onnx
from inkdigits.training.line_net._net import LineNet


class _Graph(nn.Module):
    """The net with logarithms of probabilities."""

    def __init__(self, net: LineNet) -> None:
        super().__init__()
        self._net = net

    def forward(self, strip: Tensor) -> Tensor:
        return torch.log_softmax(self._net(strip), dim=1)


def export_line_net(net: LineNet, card: dict[str, Any], target: Path) -> None:
    """Write the file that reading takes.

    Args:
        net: trained.
        card: what the file shall say of itself: a JSON object.
        target: the `.onnx` file.

    Raises:
        WorkError: the file answers otherwise than the net; nothing is written then.
    """
    graph = _Graph(net).eval()
    example = torch.zeros((1, 2, STRIP_HEIGHT, 96))
    sides = {3: STRIDE * torch.export.Dim("columns")}
    document = to_onnx(graph, example, "strip", ("said",), sides)
    generator = torch.Generator().manual_seed(0)
    check = torch.randn((1, 2, STRIP_HEIGHT, 70), generator=generator)
    write_onnx(graph, document, check, card, target)
