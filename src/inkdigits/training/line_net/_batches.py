"""Strips of like length, each a little otherwise in every pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from inkdigits.arrays import FloatArray
from inkdigits.reading import STRIP_HEIGHT
from inkdigits.training._contrast import from_levels
from inkdigits.training.line_net._strips import LabelledStrip

_STEP = 16  # pixels in which the widths of batches grow, so that there are few
_LIKE = 24  # batches that are sorted by width together
_WIDER, _HIGHER = (0.82, 1.22), (0.9, 1.1)  # times that a strip is stretched
_LEAN, _FALL, _OFF = 0.15, 0.01, 1.5  # deviations of the slopes, and of the shift in pixels
_STRONGER = 0.15  # standard deviation of the logarithm of what the contrast is multiplied by
_NOISE = 0.15  # of the contrast, at most
_WASHED = 0.25  # share of the strips whose ink is fainter than the ink net saw it
_FAINTEST = 0.3  # of what it saw


@dataclass(frozen=True, eq=False)
class Batch:
    """Some strips.

    Attributes:
        strips: (N, 2, 40, W) float32.
        widths: (N,) int64, how much of each width is not padding.
        digits: (sum of counts,) int64, those of all strips, one after the other.
        counts: (N,) int64, how many each strip has.
        numbers: (N,) int64, which strips they are.
    """

    strips: Tensor
    widths: Tensor
    digits: Tensor
    counts: Tensor
    numbers: npt.NDArray[np.int64]


def make_batches(
    strips: Sequence[LabelledStrip],
    numbers: npt.NDArray[np.int64],
    size: int,
    rng: np.random.Generator,
) -> Iterator[Batch]:
    """Strips in an order drawn by chance; the last few that make no batch are left out.

    Args:
        strips: to learn from.
        numbers: which of them, some perhaps more than once.
        size: of a batch.
        rng: where the chances come from.
    """
    order = rng.permutation(numbers)
    for start in range(0, len(order), _LIKE * size):
        group = order[start : start + _LIKE * size]
        group = group[np.argsort([strips[i].ink.shape[1] for i in group], kind="stable")]
        batches = [group[k : k + size] for k in range(0, len(group) - size + 1, size)]
        for number in rng.permutation(len(batches)):
            yield _join(strips, batches[number], rng)


def _join(
    all_strips: Sequence[LabelledStrip], numbers: npt.NDArray[np.int64], rng: np.random.Generator
) -> Batch:
    strips = [all_strips[number] for number in numbers]
    planes = [_varied(strip, rng) for strip in strips]
    widths = [plane.shape[2] for plane in planes]
    padded = np.zeros((len(planes), 2, STRIP_HEIGHT, -(-max(widths) // _STEP) * _STEP), np.float32)
    for row, plane in zip(padded, planes, strict=True):
        row[:, :, : plane.shape[2]] = plane
    return Batch(
        torch.from_numpy(padded),
        torch.tensor(widths),
        torch.from_numpy(np.concatenate([strip.digits for strip in strips]).astype(np.int64)),
        torch.tensor([len(strip.digits) for strip in strips]),
        numbers,
    )


def to_channels(strip: LabelledStrip) -> FloatArray:
    """(2, 40, W) float32, as reading cuts it out."""
    return np.stack([from_levels(strip.contrast), strip.ink.astype(np.float32) / np.float32(255)])


def _varied(strip: LabelledStrip, rng: np.random.Generator) -> FloatArray:
    channels = to_channels(strip)
    width = channels.shape[2]
    across, up = rng.uniform(*_WIDER), rng.uniform(*_HIGHER)
    new_width = max(8, round(width * across))
    middle, lean, fall = STRIP_HEIGHT / 2 - 0.5, rng.normal(0, _LEAN), rng.normal(0, _FALL)
    down = middle * (1 - up) - fall * width / 2 + rng.normal(0, _OFF)
    matrix = np.array([[across, lean, -lean * middle], [fall, up, down]])
    warped = cv2.warpAffine(
        np.ascontiguousarray(channels.transpose(1, 2, 0)), matrix, (new_width, STRIP_HEIGHT)
    ).transpose(2, 0, 1)
    warped[0] *= np.float32(np.exp(rng.normal(0, _STRONGER)))
    warped[0] += rng.standard_normal(warped[0].shape, np.float32) * np.float32(
        rng.uniform(0, _NOISE)
    )
    if rng.random() < _WASHED:
        warped[1] *= np.float32(rng.uniform(_FAINTEST, 1))
    return np.asarray(warped, np.float32)
