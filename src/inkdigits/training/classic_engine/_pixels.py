"""From raw digits to the rows that a classic method sees: fitted by nothing, so one graph does."""

import numpy as np
import torch
from torch import Tensor, nn

from inkdigits.arrays import FloatArray, Images
from inkdigits.models import ClassicRecipe
from inkdigits.models.torch_layers import deskew

_BLOCK = 2048
_REACH = 3  # a Gaussian is cut off at this many standard deviations


class Pixels(nn.Module):
    """The recipe's steps before the method, in the order that `ClassicRecipe` names.

    The method and its file are given their pixels by this one graph, and see the same numbers.
    """

    def __init__(self, recipe: ClassicRecipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._blur = _blur_matrix(recipe.blur)
        self._shrink = _shrink_matrix(recipe.side)

    def forward(self, images: Tensor) -> Tensor:
        """(N, 28, 28) uint8 to (N, side · side) float32, whole multiples of 1/255 in [0, 1]."""
        # Double, or a pixel in some thousand digits is rounded up here and down in the file.
        pixels = images.to(torch.float64)
        if self._recipe.centring == "box":
            pixels = centre_box(pixels)
        if self._recipe.deskew:
            pixels = deskew(pixels)
        if self._recipe.denoise:
            pixels = torch.where(pixels < self._recipe.denoise, 0.0, pixels)
        if self._blur is not None:
            pixels = self._blur @ pixels @ self._blur
        if self._shrink is not None:
            pixels = self._shrink @ pixels @ self._shrink.T
        levels = torch.round(pixels).clamp(0, 255).reshape(-1, self._recipe.side**2)
        return levels.to(torch.float32) / 255

    def rows(self, images: Images) -> FloatArray:
        """The same from and to numpy, a block at a time."""
        rows = np.empty((len(images), self._recipe.side**2), np.float32)
        with torch.inference_mode():
            for start in range(0, len(images), _BLOCK):
                block = torch.tensor(images[start : start + _BLOCK])
                rows[start : start + _BLOCK] = self(block).numpy()
        return rows


def centre_box(pixels: Tensor) -> Tensor:
    """Move digits so that the middle of their bounding box is the middle of the picture.

    By whole pixels, half a pixel being given up to the left and the top; a picture without ink
    stays as it is.

    Args:
        pixels: (N, 28, 28) of any float.
    """
    for axis in (1, 2):
        ink = (pixels > 0).any(dim=3 - axis).to(torch.int64)
        first = ink.argmax(dim=1)
        last = 27 - ink.flip(1).argmax(dim=1)
        shift = torch.div(first + last - 27, 2, rounding_mode="floor")
        # What leaves on one side was blank, and comes back blank on the other.
        index = torch.remainder(torch.arange(28)[None] + shift[:, None], 28)
        index = index[:, :, None] if axis == 1 else index[:, None, :]
        pixels = torch.gather(pixels, axis, index.expand(-1, 28, 28))
    return pixels


def _blur_matrix(deviation: float) -> Tensor | None:
    """A (28, 28) matrix: to multiply by it from both sides is to convolve with a Gaussian."""
    if not deviation:
        return None
    places = np.arange(28)
    distance = np.abs(places[:, None] - places[None])
    weights = np.exp(-0.5 * (distance / deviation) ** 2) * (distance <= _REACH * deviation)
    # By the middle row's sum, which is whole, so that ink at the border is not made brighter.
    return torch.tensor(weights / weights[14].sum(), dtype=torch.float64)


def _shrink_matrix(side: int) -> Tensor | None:
    """A (16, 28) matrix that averages over the middle 24 pixels, one and a half at a time."""
    if side == 28:
        return None
    edges = 2 + np.arange(side + 1) * 24 / side
    places = np.arange(28)
    overlap = np.minimum(edges[1:, None], places + 1) - np.maximum(edges[:-1, None], places)
    return torch.tensor(np.clip(overlap, 0, None) * side / 24, dtype=torch.float64)
