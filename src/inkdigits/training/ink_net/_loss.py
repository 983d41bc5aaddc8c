"""What the ink net is told: where ink is, whose it is, how large that digit, and which."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from inkdigits.reading import CELL, OFFSET_UNIT

_WEIGHTS = {"ink": 1.0, "offset": 1.0, "size": 0.5, "digit": 0.3}
_GROUND, _INK = 4.0, 0.5  # weights of the mean over all pixels, and over a digit's alone


@dataclass(frozen=True)
class Losses:
    """Of one batch.

    Attributes:
        total: what is trained on.
        parts: each part's mean, by name.
    """

    total: Tensor
    parts: dict[str, float]


def find_targets(owners: Tensor, digits: Tensor) -> Tensor:
    """For each pixel of ink what its cell should say.

    Args:
        owners: (N, H, W) uint8, number of the digit; 0 for none.
        digits: (N, 129, 4) float32, see Crops.

    Returns:
        (N, 4, H, W): offsets to the middle in units of 16 pixels, size, and label; meaningless
        where there is no ink.
    """
    count, height, width = owners.shape
    flat = owners.reshape(count, -1, 1).long().expand(-1, -1, 4)
    found = torch.gather(digits, 1, flat).reshape(count, height, width, 4)
    rows, columns = (torch.arange(side) // CELL * CELL + (CELL - 1) / 2 for side in (height, width))
    right = (found[..., 0] - columns[None, None, :]) / OFFSET_UNIT
    down = (found[..., 1] - rows[None, :, None]) / OFFSET_UNIT
    return torch.stack([right, down, found[..., 2], found[..., 3]], dim=1)


def turn(maps: list[Tensor], targets: Tensor, quarter: int) -> tuple[list[Tensor], Tensor]:
    """All of a batch turned counter-clockwise, the directions of the offsets with it."""
    maps = [torch.rot90(one, quarter, (-2, -1)) for one in maps]
    right, down, *others = torch.rot90(targets, quarter, (-2, -1)).unbind(dim=1)
    for _ in range(quarter):
        right, down = down, -right
    return maps, torch.stack([right, down, *others], dim=1)


def find_losses(
    ink: Tensor, votes: Tensor, truth: Tensor, owned: Tensor, targets: Tensor
) -> Losses:
    """How far the net is off.

    Args:
        ink: (N, 1, H, W) logits.
        votes: (N, 13, H/4, W/4).
        truth: (N, 1, H, W), how much of each pixel is ink, 0 to 1.
        owned: (N, 1, H, W), 1 where the pixel belongs to a digit, else 0.
        targets: as `find_targets` gives them.
    """
    share = owned.sum() + 1
    wrong = nn.functional.binary_cross_entropy_with_logits(ink, truth, reduction="none")
    spread = nn.functional.interpolate(votes, scale_factor=float(CELL), mode="nearest")
    off = nn.functional.smooth_l1_loss(spread[:, :3], targets[:, :3], reduction="none", beta=0.1)
    mistaken = nn.functional.cross_entropy(spread[:, 3:], targets[:, 3].long(), reduction="none")
    parts = {
        "ink": _GROUND * wrong.mean() + _INK * (wrong * owned).sum() / share,
        "offset": (off[:, :2] * owned).sum() / share,
        "size": (off[:, 2:] * owned).sum() / share,
        "digit": (mistaken[:, None] * owned).sum() / share,
    }
    total = torch.stack([_WEIGHTS[name] * part for name, part in parts.items()]).sum()
    return Losses(total, {name: float(part.detach()) for name, part in parts.items()})
