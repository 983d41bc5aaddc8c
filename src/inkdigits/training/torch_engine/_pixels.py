import torch
from torch import Tensor
from torch.nn import functional

# A ground is found at half the resolution, in windows of this many of its pixels: wider than the
# stroke of a marker, so that no ink is taken for ground.
_WINDOW = 5

# Less contrast than this is not stretched to the full: of an empty field it would make noise.
_LEAST_CONTRAST = 0.15


def to_inputs(images: Tensor, ground: bool) -> Tensor:
    """What a native net is fed; stands in the exported graph too.

    Args:
        images: (N, 28, 28) uint8, ink bright on dark.
        ground: whether to take the ground away first.

    Returns:
        (N, 1, 28, 28) float32, about mean 0 and deviation 1/2 over MNIST.
    """
    pixels = images.unsqueeze(1).to(torch.float32) / 255
    if ground:
        pixels = remove_ground(pixels)
    return 2 * pixels - 0.25


def remove_ground(pixels: Tensor) -> Tensor:
    """Take away what is brighter than ink's surroundings everywhere, and stretch the contrast.

    The ground is a morphological opening, the brightest floor that fits under the picture, smoothed
    (a rolling ball: Sternberg 1983, "Biomedical Image Processing", IEEE Computer 16(1)).

    Args:
        pixels: (N, 1, 28, 28) float32 in [0, 1].

    Returns:
        Of the same shape and range; 0 is the ground, 1 the brightest ink.
    """
    margin = _WINDOW // 2
    floor = -functional.max_pool2d(-pixels, 2)
    floor = functional.pad(floor, [margin] * 4, mode="replicate")
    floor = -functional.max_pool2d(-floor, _WINDOW, stride=1)
    floor = functional.pad(floor, [2 * margin] * 4, mode="replicate")
    floor = functional.max_pool2d(floor, _WINDOW, stride=1)
    floor = functional.avg_pool2d(floor, _WINDOW, stride=1)
    floor = functional.interpolate(floor, scale_factor=2, mode="bilinear", align_corners=False)
    ink = functional.relu(pixels - floor)
    return ink / ink.amax(dim=(2, 3), keepdim=True).clamp(min=_LEAST_CONTRAST)
