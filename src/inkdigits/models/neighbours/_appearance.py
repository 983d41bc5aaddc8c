import numpy as np
import numpy.typing as npt
from scipy.ndimage import map_coordinates

from inkdigits.arrays import FloatArray

_RADIUS = 3
_STEPS = np.arange(-_RADIUS, _RADIUS + 1)
_OFFSETS = np.stack(np.meshgrid(_STEPS, _STEPS), axis=-1).reshape(-1, 2)  # x and y


def cut_windows(square: FloatArray, points: FloatArray) -> FloatArray:
    """The 7 × 7 pixels around each point of a picture, interpolated linearly.

    Args:
        square: (S, S) float32; beyond its edge it is blank.
        points: (P, 2) float32, x and y in pixels from the picture's middle.

    Returns:
        (P, 49) float32.
    """
    places = points[:, None] + _OFFSETS + (len(square) - 1) / 2
    windows: FloatArray = map_coordinates(square, [places[..., 1], places[..., 0]], order=1)
    return windows


def compare_windows(
    own: FloatArray, others: FloatArray, costs: FloatArray, spread: float
) -> npt.NDArray[np.float32]:
    """How differently two pictures look around points that match, in either direction.

    Each point is compared with the one it matches at the least cost: the squared difference of
    their windows under a Gaussian.

    Args:
        own: (P, 49) float32, from `cut_windows`.
        others: (M, P, 49) float32.
        costs: (M, P, P) float32, of matching own points (rows) with others (columns).
        spread: standard deviation of the Gaussian, in pixels.

    Returns:
        (M,) float32: the mean over own points and the mean over the others, added.
    """
    weights = np.exp(-(_OFFSETS**2).sum(axis=1) / (2 * spread**2))
    weights /= weights.sum()
    to_others = np.take_along_axis(others, costs.argmin(axis=2)[:, :, None], axis=1)
    there = ((to_others - own) ** 2).mean(axis=1)
    back = ((own[costs.argmin(axis=1)] - others) ** 2).mean(axis=1)
    looks: npt.NDArray[np.float32] = ((there + back) @ weights).astype(np.float32)
    return looks
