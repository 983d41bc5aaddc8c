"""What a scanner or a phone makes of a page: place, light, blur, noise, compression."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array

Homography = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shot:
    """How a page is taken.

    Attributes:
        turn: degrees counter-clockwise that the page lies askew.
        tilt: how far each corner may be off, as a share of the page's size.
        light: how bright the page is, 0 to 1.
        slope: how much of the light is lost from one end to the other.
        shadows: how many there are.
        blur: deviation of the Gaussian, in pixels.
        noise: deviation, in grey levels.
        quality: of the JPEG; 100 compresses nothing.
        quarter: quarter turns, counter-clockwise.
    """

    turn: float = 0.0
    tilt: float = 0.0
    light: float = 1.0
    slope: float = 0.0
    shadows: int = 0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 100
    quarter: int = 0


def draw_scan(rng: np.random.Generator) -> Shot:
    """A flatbed scanner, or a screen."""
    return Shot(
        turn=float(rng.normal(0, 0.5)),
        light=float(rng.uniform(0.92, 1.0)),
        blur=float(rng.uniform(0.3, 0.7)),
        noise=float(rng.uniform(0, 3)),
        quality=int(rng.integers(80, 101)),
    )


def draw_photo(rng: np.random.Generator) -> Shot:
    """A phone, held by hand, under whatever lamp there is."""
    return Shot(
        turn=float(rng.uniform(-7, 7)),
        tilt=float(rng.uniform(0, 0.04)),
        light=float(rng.uniform(0.45, 1.0)),
        slope=float(rng.uniform(0, 0.5)),
        shadows=int(rng.integers(0, 3)),
        blur=float(rng.uniform(0.4, 1.3)),
        noise=float(rng.uniform(2, 9)),
        quality=int(rng.integers(55, 95)),
    )


def take(page: FloatArray, shot: Shot, rng: np.random.Generator) -> tuple[Uint8Array, Homography]:
    """Take a picture of a page.

    Args:
        page: (H, W, 3) float32 RGB, 0 to 1.
        shot: how.
        rng: for corners, shadows and noise.

    Returns:
        (H', W', 3) uint8 RGB, and the 3×3 matrix from the page's places to the picture's.
    """
    picture, matrix = _place(page, shot, rng)
    picture *= _light(picture.shape[:2], shot, rng)[..., None]
    if shot.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), shot.blur), np.float32)
    noise = rng.normal(0, shot.noise / 255, picture.shape[:2]).astype(np.float32)
    tint = rng.normal(0, shot.noise / 510, picture.shape).astype(np.float32)
    levels = np.clip((picture + noise[..., None] + tint) * 255, 0, 255)
    return _compress(np.asarray(np.rint(levels), np.uint8), shot.quality), matrix


def _place(page: FloatArray, shot: Shot, rng: np.random.Generator) -> tuple[FloatArray, Homography]:
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + (rng.uniform(-1, 1, (4, 2)) * shot.tilt * [width, height]).astype(np.float32)
    askew = cv2.getPerspectiveTransform(corners, moved)
    middle = (width / 2, height / 2)
    turned = np.vstack([cv2.getRotationMatrix2D(middle, shot.turn, 1.0), [0, 0, 1]])
    matrix = turned @ askew
    picture = cv2.warpPerspective(
        page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    if shot.quarter % 4:
        picture = np.ascontiguousarray(np.rot90(picture, shot.quarter))
        for _ in range(shot.quarter % 4):
            matrix = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]]) @ matrix
            width, height = height, width
    return np.asarray(picture, np.float32), np.asarray(matrix, np.float64)


def _light(shape: tuple[int, ...], shot: Shot, rng: np.random.Generator) -> FloatArray:
    """(H, W) float32: how much light falls where."""
    height, width = shape
    rows, columns = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (columns - 0.5) * np.cos(angle) + (rows - 0.5) * np.sin(angle)
    light = 1 - shot.slope * (along + 0.5)
    for _ in range(shot.shadows):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(-0.35, 0.35)
        across = (columns - 0.5) * np.cos(angle) + (rows - 0.5) * np.sin(angle) - reach
        soft = rng.uniform(0.01, 0.15)
        light *= 1 - rng.uniform(0.15, 0.5) / (1 + np.exp(-across / soft))
    return np.asarray(light * shot.light, np.float32)


def _compress(picture: Uint8Array, quality: int) -> Uint8Array:
    if quality >= 100:
        return picture
    _, code = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(code, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)
