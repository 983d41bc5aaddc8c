import torch
from torch import Tensor


def deskew(pixels: Tensor) -> Tensor:
    """`inkdigits.preprocess.deskew` in torch, which can be exported: (N, 28, 28) float32."""
    height, width = 28, 28
    ys = torch.arange(height, dtype=torch.float32)[None, :, None]
    xs = torch.arange(width, dtype=torch.float32)[None, None, :]

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
    return torch.where(inside, a * (1 - share) + b * share, torch.zeros(()))
