"""Where the digit stands and how it leans. What leaves the field is cut off, as in life."""

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images

_DIRECTIONS = np.array([(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0)])


def rotation(images: Images, degrees: float, seed: int) -> Images:
    """Turn each digit counter-clockwise about the middle of the field."""
    angle = np.deg2rad(degrees)
    # y points down, so this is counter-clockwise to the eye.
    return _about_middle(
        images, np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    )


def slant(images: Images, degrees: float, seed: int) -> Images:
    """Lean each digit's upright strokes to the right of the vertical."""
    return _about_middle(images, np.array([[1.0, -np.tan(np.deg2rad(degrees))], [0.0, 1.0]]))


def scale(images: Images, factor: float, seed: int) -> Images:
    """Make each digit larger or smaller, width and height alike."""
    return _about_middle(images, np.eye(2) * factor)


def shift(images: Images, pixels: float, seed: int) -> Images:
    """Move each digit in one of eight directions, drawn so that each serves as many digits.

    Slantwise it moves by `pixels` along both axes.
    """
    drawn = np.random.default_rng(seed).permutation(len(images)) % len(_DIRECTIONS)
    moves = np.eye(2, 3)[None].repeat(len(images), axis=0)
    moves[:, :, 2] = _DIRECTIONS[drawn] * pixels
    return _warp(images, moves)


def _about_middle(images: Images, linear: npt.NDArray[np.float64]) -> Images:
    middle = (np.array([images.shape[2], images.shape[1]]) - 1) / 2
    move = np.column_stack([linear, middle - linear @ middle])
    return _warp(images, np.broadcast_to(move, (len(images), 2, 3)))


def _warp(images: Images, moves: npt.NDArray[np.float64]) -> Images:
    """Move the pictures, each by its own (2, 3) map from old places to new ones."""
    warped = np.empty_like(images)
    size = images.shape[2], images.shape[1]
    for image, move, target in zip(images, moves, warped, strict=True):
        cv2.warpAffine(image, move, size, dst=target, flags=cv2.INTER_LINEAR)
    return warped
