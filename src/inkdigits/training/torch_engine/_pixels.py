from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

# The ground is found at half the resolution, in windows of this many of its pixels: wider than the
# stroke of a marker, so that no ink is taken for ground.
_WINDOW = 5

# Less contrast than this is not stretched to the full: of an empty field it would make noise.
_LEAST_CONTRAST = 0.15

# Ink fainter than this has no say in where the digit stands: it may be noise.
_CERTAIN_INK = 0.5

# Distance of the ink from its middle, root mean square in pixels: of MNIST's digits, and what
# share of it and how many times it a digit may have and still be brought to that.
_USUAL_SPREAD = 6.7
_LEAST_SCALE, _MOST_SCALE = 0.6, 1.6

# Share of the border that must be bright before the ink is taken to be dark.
_BRIGHT_BORDER = 0.9


def to_inputs(images: Tensor, normalize: bool) -> Tensor:
    """What a native net is fed; stands in the exported graph too.

    Args:
        images: (N, 28, 28) uint8, ink bright on dark.
        normalize: whether polarity, ground, contrast, place and size are brought to MNIST's first.

    Returns:
        (N, 1, 28, 28) float32, about mean 0 and deviation 1/2 over MNIST.
    """
    pixels = images.unsqueeze(1).to(torch.float32) / 255
    if normalize:
        pixels = center(remove_ground(make_ink_bright(pixels)))
    return 2 * pixels - 0.25


def make_ink_bright(pixels: Tensor) -> Tensor:
    """Invert the pictures whose border is bright nearly all around: dark ink on paper.

    Args:
        pixels: (N, 1, 28, 28) float32 in [0, 1].

    Returns:
        Of the same shape and range.
    """
    middle = (pixels.amax(dim=(2, 3), keepdim=True) + pixels.amin(dim=(2, 3), keepdim=True)) / 2
    rows, columns = pixels[:, :, ::27], pixels[:, :, 1:27, ::27].transpose(2, 3)
    border = torch.cat([rows, columns], dim=3)
    bright = (border > middle).to(pixels.dtype).mean(dim=(2, 3), keepdim=True)
    return torch.where(bright > _BRIGHT_BORDER, 1 - pixels, pixels)


def remove_ground(pixels: Tensor) -> Tensor:
    """Take away what is brighter than black around the ink, and stretch the contrast.

    The ground is a morphological opening, the brightest floor that fits under the picture, smoothed
    (a rolling ball: Sternberg 1983, "Biomedical Image Processing", IEEE Computer 16(1)).

    Args:
        pixels: (N, 1, 28, 28) float32 in [0, 1], ink bright.

    Returns:
        Of the same shape and range; 0 is the ground, 1 the brightest ink.
    """
    margin = _WINDOW // 2
    floor = -functional.max_pool2d(-pixels, 2)
    floor = functional.pad(floor, [margin] * 4, mode="replicate")
    floor = -_brightest(-floor)
    floor = functional.pad(floor, [2 * margin] * 4, mode="replicate")
    enlarge = _smooth_and_enlarge().to(pixels.device)
    floor = enlarge @ _brightest(floor) @ enlarge.T
    ink = functional.relu(pixels - floor)
    return ink / ink.amax(dim=(2, 3), keepdim=True).clamp(min=_LEAST_CONTRAST)


def center(pixels: Tensor) -> Tensor:
    """Bring the ink's centre of mass to the middle of the field, and its spread to MNIST's.

    Args:
        pixels: (N, 1, 28, 28) float32 in [0, 1], ink on 0.

    Returns:
        Of the same shape and range, interpolated linearly; a field without ink stays as it is.
    """
    ink = functional.relu(pixels - _CERTAIN_INK)
    places = torch.arange(28, dtype=torch.float32, device=pixels.device) - 13.5
    columns, rows = ink.sum(dim=(1, 2)), ink.sum(dim=(1, 3))
    mass = columns.sum(dim=1, keepdim=True).clamp(min=1e-3)
    x = (columns * places).sum(dim=1, keepdim=True) / mass
    y = (rows * places).sum(dim=1, keepdim=True) / mass
    moments = columns * (places - x) ** 2 + rows * (places - y) ** 2
    spread = torch.sqrt(moments.sum(dim=1, keepdim=True) / mass)
    scale = (spread / _USUAL_SPREAD).clamp(_LEAST_SCALE, _MOST_SCALE)
    # Each row, then each column, of the answer is a mixture of two of the picture's.
    across, down = _mixture(x + scale * places), _mixture(y + scale * places)
    return (down @ pixels[:, 0] @ across.transpose(1, 2)).unsqueeze(1)


def _mixture(places: Tensor) -> Tensor:
    """Weights of linear interpolation: (N, 28) places from -13.5 to 13.5 to (N, 28, 28).

    As `grid_sample` would interpolate, but as matrices, which ONNX Runtime multiplies faster.
    """
    pixels = torch.arange(28, dtype=torch.float32, device=places.device) - 13.5
    return functional.relu(1 - (places[:, :, None] - pixels).abs())


@cache
def _smooth_and_enlarge() -> Tensor:
    """(28, 18): the mean over each window, brought to full resolution by linear interpolation.

    A matrix because ONNX Runtime multiplies faster than it pools and resizes.
    """
    places = 14 + _WINDOW - 1
    means = functional.avg_pool2d(torch.eye(places)[None, None], (_WINDOW, 1), stride=1)
    size = (28, places)
    return functional.interpolate(means, size, mode="bilinear", align_corners=False)[0, 0]


def _brightest(pixels: Tensor) -> Tensor:
    """The brightest pixel of each window: along the rows first, then along the columns."""
    pixels = functional.max_pool2d(pixels, (1, _WINDOW), stride=1)
    return functional.max_pool2d(pixels, (_WINDOW, 1), stride=1)
